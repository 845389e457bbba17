// The life of a page in its window: the editor puts another one in its place, and then nothing of it hears the window any longer.

let life = new AbortController();

/** What a listener on the window or the document gets. @returns {AddEventListenerOptions} */
export function whileOpen() {
  return { signal: life.signal };
}

/** Begin the life of the next page. @returns {() => void} what ends that of the last one */
export function renewLife() {
  const last = life;
  life = new AbortController();
  return () => last.abort();
}
