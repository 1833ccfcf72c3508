// The names, not the values, in the storage of this frame. Runs in a world of its own.
(() => {
  const names = (storage) => {
    try {
      return Object.keys(storage()).slice(0, 1000).map((name) => name.slice(0, 200).toWellFormed());
    } catch {
      return []; // a frame that may not store
    }
  };
  return { origin: self.origin, local: names(() => localStorage), session: names(() => sessionStorage) };
})()
