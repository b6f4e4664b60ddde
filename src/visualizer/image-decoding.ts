import type { Host } from './host';
import { isImageRequest, MOST_PIXELS, type DecodedImage } from './protocol';

/** Answers the editor's requests to decode images, which only a page has a decoder for. */
export function answerImageRequests(host: Host): void {
	window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
		if (!isImageRequest(data)) return;
		void decode(data.bytes).then((image) => host.send({ type: 'image-decoded', id: data.id, image }));
	});
}

/** The pixels as they are stored: colours are not converted; transparent ones are laid over white. */
async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedImage> {
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: 'none' });
	} catch {
		return { kind: 'not-an-image' };
	}
	const { width, height } = bitmap;
	if (width * height > MOST_PIXELS) return { kind: 'too-large', width, height };
	const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
	if (context === null) return { kind: 'not-an-image' };
	context.fillStyle = 'white';
	context.fillRect(0, 0, width, height);
	context.drawImage(bitmap, 0, 0);
	bitmap.close();
	const { data } = context.getImageData(0, 0, width, height);
	return { kind: 'pixels', width, height, rgba: new Uint8Array(data.buffer) };
}
