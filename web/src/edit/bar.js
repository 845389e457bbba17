// How the bar at the foot of a page that can be changed looks.

export const STYLE = `
.dm-edit { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2000; padding: 8px 12px; max-block-size: 55vh; overflow: auto;
  font: 14px/1.4 system-ui, sans-serif; color: #fff; background: #333 }
.dm-edit[data-kind="fault"] p[role="status"] { background: #8a1c1c; padding: 4px 8px; border-radius: 4px }
.dm-edit > * + * { margin-block-start: 6px }
.dm-edit p { margin: 0; white-space: pre-line; unicode-bidi: plaintext }
.dm-edit :is(form, span, label) { display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
.dm-edit :is(input, select, button) { font: inherit; color: #000; background: #fff; border: 1px solid #767676; border-radius: 4px; padding: 2px 8px; min-block-size: 32px }
@media (pointer: coarse) { .dm-edit :is(input, select, button) { min-block-size: 44px } }
.dm-edit button:disabled { color: #595959; background: #ccc }
.dm-edit .dm-edit-rows { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr)); gap: 8px 16px; inline-size: 100%;
  max-block-size: 30vh; overflow: auto }
.dm-edit .dm-edit-rows label { display: grid; align-content: start; gap: 2px }
.dm-edit .dm-edit-rows :is(em, small) { font: 12px/1.3 system-ui, sans-serif; color: #d0d0d0 }
.dm-edit .dm-edit-rows em:empty { display: none }
.dm-edit .dm-edit-rows small { color: #fff; background: #8a1c1c; padding: 2px 4px }
.dm-edit [aria-invalid="true"] { outline: 3px solid #ff9b9b }
.dm-edit select { inline-size: 8em }
body { padding-block-end: var(--dm-edit) }
.dm-page .dm-stage:not(.dm-docked) .dm-time { inset-block-end: var(--dm-edit-over) }
@media (width < 600px) {
  .dm-page .dm-stage .dm-panel { inset-block-end: var(--dm-edit); max-height: max(120px, var(--panel-height, 55vh) - 0.75 * var(--dm-edit)) }
}
@media (width < 600px), (height <= 480px) {
  .dm-edit .dm-edit-hint { display: none }
  .dm-edit .dm-edit-line { white-space: nowrap; overflow-x: auto; scrollbar-width: none }
  .dm-edit :is(.dm-edit-more, .dm-edit-line, .dm-edit-line :is(form, label)) { flex-wrap: nowrap; overflow-x: auto; white-space: nowrap }
  .dm-edit :is(.dm-edit-more, .dm-edit-line) > * { flex: none }
}
.dm-adding .leaflet-container { cursor: crosshair }
.dm-adding .dm-edit .dm-edit-rows { max-block-size: 22vh }
.dm-adding .dm-edit .dm-edit-more { display: none }
.dm-edit [hidden] { display: none }
`;

/**
 * The page is as much lower as the bar is high at least; where it is higher, as while something is changed, it lies over the map, which stays as
 * it is, and the bar of time stands on it.
 * @param {HTMLElement} bar @param {any} page as `window.deploymap`
 */
export function makeRoom(bar, page) {
  const { style } = document.documentElement;
  let least = Infinity;
  const room = () => {
    const height = bar.offsetHeight;
    style.setProperty("--dm-edit", `${height}px`);
    if (height < least) {
      least = height;
      style.setProperty("--bar-room", `${least}px`);
      page.map.invalidateSize({ animate: false, pan: false });
    }
    style.setProperty("--dm-edit-over", `${height - least}px`);
  };
  new ResizeObserver(room).observe(bar);
  addEventListener("resize", () => {
    least = Infinity;
    room();
  });
}
