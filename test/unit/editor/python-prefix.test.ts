import assert from 'node:assert/strict';
import { configuredInterpreter, dependsOnFramework, environmentFolder, environmentsOf, foldersNamedBy, isVersionFolder, libraryFolders, normalizedName } from '../../../src/editor/python-prefix';

describe('a Python environment, told from paths', () => {
	it('is the folder above bin or Scripts, conda\'s on Windows the interpreter\'s own', () => {
		assert.equal(environmentFolder('/project/.venv/bin/python'), '/project/.venv');
		assert.equal(environmentFolder('/usr/bin/python3.12'), '/usr');
		assert.equal(environmentFolder('/c:/project/.venv/Scripts/python.exe'), '/c:/project/.venv');
		assert.equal(environmentFolder('/c:/miniconda3/envs/nets/python.exe'), '/c:/miniconda3/envs/nets');
		assert.equal(environmentFolder('/opt/conda/envs/nets/'), '/opt/conda/envs/nets');
	});
	it('keeps packages below lib, by version; Debian\'s own also below /usr/local', () => {
		assert.deepEqual(libraryFolders('/project/.venv'), ['/project/.venv/lib', '/project/.venv/lib64']);
		assert.equal(libraryFolders('/usr')[0], '/usr/local/lib');
		assert.deepEqual(['python3.12', 'python3', 'python3.13t', 'python2.7', 'pkgconfig'].map(isVersionFolder), [true, true, true, false, false]);
	});
	it('may name further folders in .pth files, whose code is passed over', () => {
		assert.deepEqual(foldersNamedBy('# editable\n/project/nets/src\n../other\nimport sys; sys.path.append("x")\n\n'), ['/project/nets/src', '../other']);
	});
	it('as it is set: below the workspace folder or absolute; a bare command is none', () => {
		assert.equal(configuredInterpreter('${workspaceFolder}/.venv/bin/python', '/project'), '/project/.venv/bin/python');
		assert.equal(configuredInterpreter('./env/bin/python', '/project'), '/project/env/bin/python');
		assert.equal(configuredInterpreter('/opt/python/bin/python3', '/project'), '/opt/python/bin/python3');
		for (const none of [undefined, 'python', '~/envs/a/bin/python', '${env:HOME}/a/bin/python']) assert.equal(configuredInterpreter(none, '/project'), undefined);
	});
});

describe('an installed package', () => {
	it('is worth reading where it requires a framework', () => {
		assert.ok(dependsOnFramework('Name: timm\nRequires-Dist: torch\nRequires-Dist: pyyaml\n'));
		assert.ok(dependsOnFramework('Requires-Dist: torch (>=1.8)\n'));
		assert.ok(dependsOnFramework('Requires-Dist: tensorflow-cpu>=2.15 ; extra == "tf"\n'));
		assert.ok(!dependsOnFramework('Name: torch-free\nRequires-Dist: numpy\n'));
		assert.ok(!dependsOnFramework('Requires-Dist: torchdata-like\n'));
	});
	it('has one name however it is spelled', () => {
		assert.equal(normalizedName('Segmentation-Models.PyTorch'), 'segmentation_models_pytorch');
	});
});

describe('what the Python extension gives', () => {
	it('is taken where it has environments to ask for', () => {
		const environments = { getActiveEnvironmentPath: () => ({ path: '/project/.venv/bin/python' }), onDidChangeActiveEnvironmentPath: () => ({ dispose: () => undefined }) };
		assert.equal(environmentsOf({ environments })?.getActiveEnvironmentPath().path, '/project/.venv/bin/python');
		for (const given of [undefined, null, {}, { environments: {} }, { environments: { getActiveEnvironmentPath: 1 } }]) assert.equal(environmentsOf(given), undefined);
	});
});
