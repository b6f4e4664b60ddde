import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ModelAnalyzer } from '../../src/models/analyze';
import { DEFAULT_BUDGET } from '../../src/models/python/interpreter';
import type { FileReport } from '../../src/models/report';
import { folderResolver } from './source-folder';

/** Steps decide, not the clock: a busy machine must not change the outcome. */
const PATIENT = { ...DEFAULT_BUDGET, milliseconds: 600_000 };

export interface FileResult {
	readonly file: string;
	readonly report: FileReport;
	/** The problems as text, with the line that each is on. */
	readonly problems: readonly string[];
	readonly milliseconds: number;
}

function pythonFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py')).map((file) => join(folder, file)).sort();
}

/** Analyses every file below a folder as if it were open in the editor: published code that works has no problems. */
export function analyzeFolder(source: string, folder: string, only: string | undefined): FileResult[] {
	const analyzer = new ModelAnalyzer({ resolveModule: folderResolver(source), budget: PATIENT });
	return pythonFiles(join(source, folder)).filter((file) => only === undefined || file.includes(only)).map((file) => {
		const text = readFileSync(file, 'utf8');
		const name = relative(source, file);
		const started = performance.now();
		const report = analyzer.analyze(text, name, name.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'));
		const problems = report.problems.map(({ problem, range, certainty }) => `${name}:${text.slice(0, range.start).split('\n').length} ${problem.code} ${certainty} ${JSON.stringify(problem.numbers)}`);
		return { file: name, report, problems, milliseconds: performance.now() - started };
	});
}
