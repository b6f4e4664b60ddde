// The files that the analysis of models is measured on.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../models/fixtures');

const MODELS = readdirSync(FOLDER).filter((file) => file.endsWith('.py') && file !== 'lstm.py').sort().map((file) => readFileSync(join(FOLDER, file), 'utf8'));

/** Plain code as surrounds models: settings, data loading and training. */
const FILLER = Array.from({ length: 40 }, (_, index) => `def step_${index}(model, batch, rate=${index}):\n    images, labels = batch\n    loss = F.cross_entropy(model(images), labels)\n    if rate > ${index}:\n        loss = loss * rate\n    loss.backward()\n    return {'loss': loss.item(), 'rate': rate}\n`);

/** A file of about this many lines: the fixtures' models first (a short one has four), the rest filled with other code, as real files of this size are. */
export function modelFile(lines: number): string {
	const models = lines <= 250 ? MODELS.slice(0, 4) : MODELS;
	const parts = ['import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n'];
	let count = 4;
	for (let index = 0; count < lines; index++) {
		const part = index < models.length && count < lines * 0.6 ? models[index]! : FILLER[index % FILLER.length]!;
		parts.push(part);
		count += part.split('\n').length;
	}
	return parts.join('\n');
}
