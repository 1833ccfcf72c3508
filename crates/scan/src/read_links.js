// The links of this page to pages on the same host. Runs in a world of its own.
(() => {
  const pages = new Set();
  for (const link of document.querySelectorAll('a[href]')) {
    const to = new URL(link.href, location.href);
    to.hash = '';
    const page = to.host === location.host && /^https?:$/.test(to.protocol) && !link.hasAttribute('download')
      && !/\.(pdf|zip|docx?|xlsx?|odt|ods|jpe?g|png|mp4|ics)$/i.test(to.pathname) && to.href.length < 2000;
    if (page) pages.add(to.href.toWellFormed());
    if (pages.size >= 200) break;
  }
  return [...pages];
})()
