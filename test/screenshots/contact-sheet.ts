import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SCENES } from './scenes';

/** Writes a page that shows all pictures of a folder below each other, scene by scene. */
export async function writeContactSheet(folder: string): Promise<string> {
	const files = (await readdir(folder)).filter((name) => name.endsWith('.png')).sort();
	const sections = SCENES.flatMap(({ name, title }) => {
		const pictures = files.filter((file) => file.startsWith(`${name}.`)).map((file) => `<figure><a href="${file}"><img src="${file}" alt="${title}" loading="lazy"></a><figcaption>${file}</figcaption></figure>`);
		return pictures.length === 0 ? [] : [`<h2 id="${name}">${title}</h2><div>${pictures.join('')}</div>`];
	});
	const page = `<!doctype html><meta charset="utf-8"><title>ConvLens in pictures</title>
<style>body{font:14px sans-serif;margin:2em;background:#888}div{display:flex;flex-wrap:wrap;gap:1em;align-items:flex-start}figure{margin:0}img{max-width:640px}</style>
${sections.join('\n')}\n`;
	const file = path.join(folder, 'index.html');
	await writeFile(file, page);
	return file;
}
