// The page's theme and the sides' colours.

/** The page's theme and the sides' colours. @param {import("../data/scene.js").Scene} scene @returns {() => void} what takes the colours off again */
export function dress({ theme, sides }) {
  const root = document.documentElement;
  if (theme !== "auto") root.dataset.theme = theme;
  const sheet = new CSSStyleSheet();
  sides.forEach(({ color, color_dark: dark, form }, index) => {
    const rule = sheet.cssRules[sheet.insertRule(`[data-side="${index}"] {}`, index)];
    if (!(rule instanceof CSSStyleRule)) return;
    rule.style.setProperty("--side-light", color);
    rule.style.setProperty("--side-dark", dark);
    if (form) rule.style.setProperty("--side-form", `var(--form-${form})`);
  });
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
