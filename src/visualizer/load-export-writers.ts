import { runBeside } from './beside-the-page';
import type { EXPORT_WRITERS, ExportWriters } from './export-writers';

const NAME: typeof EXPORT_WRITERS = 'exportWriters';

let loading: Promise<ExportWriters> | undefined;

/** What exports are written with; loaded once. @throws Error where the script can't be loaded; another call tries again */
export async function loadExportWriters(): Promise<ExportWriters> {
	loading ??= runBeside('export-writers.js').then(() => Reflect.get(window, NAME) as ExportWriters);
	try {
		return await loading;
	} catch (error) {
		loading = undefined;
		throw error;
	}
}
