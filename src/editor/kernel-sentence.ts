import * as vscode from 'vscode';
import type { Tensor } from '../engine/tensor';
import { recognizedKernel, type RecognizedKernel } from '../present/kernel-recognition';
import { showNumber } from '../present/number';
import { kernelSizes, separableFactors, type Factors } from '../present/separable';
import { localize } from './localize';

/** A matrix with more rows or columns is an image rather than a kernel. */
const LARGEST_KERNEL = 15;

/** What is worth saying of a small matrix as a kernel: its name and what it does, and the column and row it is the product of. */
export interface KernelSentences {
	readonly name: string | undefined;
	readonly factors: string | undefined;
}

/** What a matrix is as a kernel; nothing of one that is too large, or of several filters or channels. */
export function kernelSentences(kernel: Tensor): KernelSentences {
	const sizes = kernelSizes(kernel);
	if (sizes === undefined || Math.max(...sizes) > LARGEST_KERNEL) return { name: undefined, factors: undefined };
	const recognized = recognizedKernel(kernel, localize);
	const factors = separableFactors(kernel);
	return {
		name: recognized && nameSentence(recognized),
		factors: factors && factorsSentence(factors, kernel),
	};
}

function nameSentence({ name, description, scale, orientation }: RecognizedKernel): string {
	const { l10n } = vscode;
	const { text, rounded } = showNumber(scale);
	const factor = rounded ? `≈ ${text}` : text;
	if (orientation === 'flipped') {
		return scale === 1
			? l10n.t('{name}, flipped: {description}.', { name, description })
			: l10n.t('{name}, flipped, times {factor}: {description}.', { name, factor, description });
	}
	return scale === 1 ? l10n.t('{name}: {description}.', { name, description }) : l10n.t('{name}, times {factor}: {description}.', { name, factor, description });
}

function factorsSentence(factors: Factors, { data }: Tensor): string {
	const line = (values: readonly number[]): { text: string; rounded: boolean } => {
		const shown = values.map(showNumber);
		return { text: `(${shown.map(({ text }) => text).join(', ')})`, rounded: shown.some(({ rounded }) => rounded) };
	};
	const column = line(factors.column);
	const row = line(factors.row);
	const width = factors.row.length;
	const differs = data.some((value, index) => value !== factors.column[Math.floor(index / width)]! * factors.row[index % width]!);
	const places = { column: column.text, row: row.text };
	return differs || column.rounded || row.rounded
		? vscode.l10n.t('Separable: ≈ column {column} times row {row}.', places)
		: vscode.l10n.t('Separable: column {column} times row {row}.', places);
}
