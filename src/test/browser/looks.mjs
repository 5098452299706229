// The looks that every page is judged in, and the judgement itself.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PHONE = { width: 375, height: 800 };
const DESKTOP = { width: 1200, height: 900 };

export const LOOKS = [
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark' },
];

const MOST_BYTES = 100_000;
const MOST_BLOCKING = 1;

/** A page that notes what goes wrong while it loads. */
export async function open(context) {
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      page.complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => page.complaints.push(`script: ${error.message}`));
  return page;
}

/** Everything that is wrong with the page as it stands, a line each, starting with the name of the check. */
export async function faults(page) {
  const found = page.complaints.splice(0);
  const cdp = await page.context().newCDPSession(page);
  // Past the page's own policy, which lets no other script in.
  await cdp.send('Runtime.evaluate', { expression: axe });
  const seen = await page.evaluate(async () => {
    const shifts = await new Promise((resolve) => {
      const entries = [];
      new PerformanceObserver((list) => entries.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
      setTimeout(() => resolve(entries.reduce((sum, entry) => sum + entry.value, 0)), 100);
    });
    const resources = performance.getEntriesByType('resource');
    const bytes = [...performance.getEntriesByType('navigation'), ...resources].reduce((sum, entry) => sum + entry.transferSize, 0);
    const { violations } = await window.axe.run();
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim().length > 3);
    const isCrushed = ({ width, height }) => width > 2 && width < 24 && height > 4 * width;
    return {
      shifts,
      bytes,
      blocking: resources.filter((entry) => entry.renderBlockingStatus === 'blocking').length,
      width: document.documentElement.scrollWidth,
      crushed: [...document.querySelectorAll('body *')].filter((element) => hasText(element) && isCrushed(element.getBoundingClientRect())).map((element) => element.textContent),
      violations: violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.html).join('\n    ')}`),
    };
  });
  await cdp.detach();
  found.push(...seen.violations);
  if (seen.width > page.viewportSize().width) found.push(`wider-than-screen: ${seen.width}`);
  for (const text of seen.crushed) found.push(`crushed: ${text}`);
  if (seen.shifts > 0.001) found.push(`layout-shift: ${seen.shifts}`);
  if (seen.bytes > MOST_BYTES) found.push(`too-many-bytes: ${seen.bytes}`);
  if (seen.blocking > MOST_BLOCKING) found.push(`render-blocking: ${seen.blocking} files`);
  return found;
}
