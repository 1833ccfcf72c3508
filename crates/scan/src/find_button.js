// Finds a visible button in this frame and its open shadow roots, and clicks it where asked. Runs in a world of its own.
((selectors, words, click) => {
  const roots = [];
  const open = (root) => {
    roots.push(root);
    for (const one of root.querySelectorAll('*')) if (one.shadowRoot && roots.length < 200) open(one.shadowRoot);
  };
  open(document);
  const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && one.getBoundingClientRect().width > 1 && !one.disabled;
  const says = (one) => (one.innerText || one.value || one.getAttribute('aria-label') || '')
    .toWellFormed().replace(/\s+/g, ' ').trim().slice(0, 80);
  const hit = (one, by) => {
    // After the answer: the page may leave at once.
    if (click) setTimeout(() => one.click(), 0);
    return { by, label: says(one) };
  };
  for (const [by, selector] of selectors) {
    for (const root of roots) for (const one of root.querySelectorAll(selector)) if (shown(one)) return hit(one, by);
  }
  if (!words) return null;
  const wanted = new RegExp(words, 'iu');
  const above = (one) => one.parentElement ?? one.getRootNode().host;
  const aboutCookies = (one) => {
    for (let up = above(one); up && up !== document.body; up = above(up)) {
      if (/cookie|consent|toestemming|privacy/i.test(up.innerText)) return true;
    }
    return window !== top;
  };
  for (const root of roots) {
    for (const one of root.querySelectorAll('button, a, [role="button"], input[type="button"], input[type="submit"]')) {
      if (wanted.test(says(one).toLowerCase().replace(/[.!]$/, '')) && shown(one) && aboutCookies(one)) return hit(one, '');
    }
  }
  return null;
})
