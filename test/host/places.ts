import path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(__dirname, '..', '..');
/** Where downloaded programs are kept; ignored by git. */
export const CACHE = path.join(ROOT, '.vscode-test');
/** The folder that the suites open. */
export const TEST_WORKSPACE = path.join(ROOT, 'test', 'workspace');
export const SAMPLES = path.join(ROOT, 'media', 'samples');
/** The suite that runs inside the extension host, bundled. */
export const INTEGRATION_SUITE = path.join(ROOT, 'out', 'integration', 'suite.js');
