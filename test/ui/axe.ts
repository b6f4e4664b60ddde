import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FrameLocator } from 'playwright-core';

/** What axe finds in a page inside the workbench, or in the part of it that is ours: each rule with the elements that break it, and how (for a contrast, its colours). */
export async function axeViolations(page: FrameLocator, part = 'html'): Promise<string[]> {
	const axe = await readFile(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
	const body = await page.locator('body').elementHandle();
	const frame = await body.ownerFrame();
	if (!frame) throw new Error('The page has no frame.');
	await frame.evaluate(axe); // by the debugger, past the page's policy
	return frame.evaluate(async (selector) => {
		const { violations } = await (window as unknown as { axe: { run(part: string): Promise<{ violations: ReadonlyArray<{ id: string; nodes: ReadonlyArray<{ html: string; failureSummary?: string }> }> }> } }).axe.run(selector);
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`).join(' ')}`);
	}, part);
}
