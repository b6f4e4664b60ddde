import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CDPSession, Locator } from 'playwright-core';
import type { Workbench } from '../host/workbench';

/** A picture is not taller than this. */
const TALLEST = 2600;

interface Rectangle {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Sizes the window of a workbench in CSS pixels, at any zoom, and takes its picture. */
export class Camera {
	readonly #page;
	#size = { width: 0, height: 0, zoom: 1 };

	private constructor(workbench: Workbench, private readonly session: CDPSession) {
		this.#page = workbench.page;
	}

	static async of(workbench: Workbench): Promise<Camera> {
		return new Camera(workbench, await workbench.page.context().newCDPSession(workbench.page));
	}

	/** Gives the window this size; zoomed by 2, every CSS pixel has four pixels, as on a page zoomed to 200 %. */
	async resize(width: number, height: number, zoom = 1): Promise<void> {
		this.#size = { width, height, zoom };
		await this.session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: zoom, mobile: false });
		await this.#page.waitForFunction(([wide, high]) => window.innerWidth === wide && window.innerHeight === high, [width, height]);
		await this.#painted();
	}

	/** Gives the window the size at which the panel is this wide and shows all of its content. */
	async fit(frame: Locator, width: number, content: Locator, zoom = 1): Promise<Rectangle> {
		for (let attempt = 0; ; attempt++) {
			const box = await this.#boxOf(frame);
			const wanted = Math.min(TALLEST, await content.evaluate((body) => body.ownerDocument.documentElement.scrollHeight));
			if (Math.abs(box.width - width) < 1 && box.height >= wanted) return box;
			if (attempt === 8) throw new Error(`The panel stays ${box.width} wide and ${box.height} high; wanted are ${width} and ${wanted}.`);
			await this.resize(Math.round(this.#size.width + width - box.width), Math.round(this.#size.height + Math.max(0, wanted - box.height)), zoom);
		}
	}

	async #boxOf(frame: Locator): Promise<Rectangle> {
		const box = await frame.boundingBox();
		if (box === null) throw new Error('The panel is not to be seen.');
		return box;
	}

	async #painted(): Promise<void> {
		await this.#page.evaluate(async () => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
	}

	/** Writes a picture of the window, or of a part of it. */
	async take(file: string, clip: Rectangle = { x: 0, y: 0, width: this.#size.width, height: this.#size.height }): Promise<void> {
		await this.#painted();
		const { data } = await this.session.send('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: 1 } });
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, Buffer.from(data, 'base64'));
	}
}
