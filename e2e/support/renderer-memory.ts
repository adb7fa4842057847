import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** Most memory that any page of the browser has had since it was started, bytes: the kernel's mark of each renderer (Linux). */
export async function mostRendererMemory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const marks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => highWaterMark(id));
  return Math.max(...marks);
}

function highWaterMark(processId: number): number {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
