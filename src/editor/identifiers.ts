/** Every identifier that package.json and the code share. A test proves that they agree. */
export const COMMANDS = {
	convolveSelection: 'convlens.convolveSelection',
	convolveSelectionInNewPanel: 'convlens.convolveSelectionInNewPanel',
	convolveFile: 'convlens.convolveFile',
	copyMatrixAs: 'convlens.copyMatrixAs',
	useAsInput: 'convlens.useAsInput',
	useAsKernel: 'convlens.useAsKernel',
	newWorksheet: 'convlens.newWorksheet',
	showSources: 'convlens.showSources',
	changeInput: 'convlens.changeInput',
	copyText: 'convlens.copyText',
	copyModelAsMarkdown: 'convlens.copyModelAsMarkdown',
	copyModelAsCsv: 'convlens.copyModelAsCsv',
	copyModelAsLatex: 'convlens.copyModelAsLatex',
	revealLayer: 'convlens.revealLayer',
} as const;

export const VISUALIZER_VIEW_TYPE = 'convlens.visualizer';

/** The language of worksheets. */
export const WORKSHEET_LANGUAGE = 'conv';

/** The code of diagnostics on ragged rows, which their quick fixes go by. */
export const RAGGED_ROWS = 'ragged-rows';

export const LANGUAGE_MODEL_TOOL = 'convlens_analyze';

export const SETTINGS = {
	raggedMatrices: 'convlens.diagnostics.raggedMatrices',
} as const;

export const SUMMARY_VIEW = 'convlens.modelSummary';

/** The `when` clauses of package.json ask for it: the active editor shows a model. */
export const HAS_MODELS_CONTEXT = 'convlens.hasModels';
