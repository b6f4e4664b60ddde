import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { localizeWith } from '../../../src/present/localize';
import { operationSummary, signatureText } from '../../../src/present/worksheet-operation';
import { OPERATION_NAMES, signatureOf } from '../../../src/worksheet/signatures';
import { assertClean } from './values';

const README = readFileSync(path.resolve(__dirname, '..', '..', '..', 'README.md'), 'utf8');

describe('worksheet: the reference in the README', () => {
	for (const name of OPERATION_NAMES) it(`${name}: every signature and its sentence`, () => {
		const signature = signatureOf(name);
		for (const form of signature.forms) assert.ok(README.includes(`\`${signatureText(name, signature, form, false).label}\``), signatureText(name, signature, form, false).label);
		assert.ok(README.includes(operationSummary(name, localizeWith())));
	});
	it('its examples are free of problems', () => {
		const blocks = Array.from(README.matchAll(/^```conv[^\n]*\n(.*?)^```/gms), ([, text = '']) => text);
		assert.equal(blocks.length, 2);
		blocks.forEach(assertClean);
	});
});
