/** Every identifier that package.json and the code share. A test proves that they agree. */
export const COMMANDS = {
	convolveSelection: 'convlens.convolveSelection',
	convolveFile: 'convlens.convolveFile',
	copyMatrixAs: 'convlens.copyMatrixAs',
	useAsInput: 'convlens.useAsInput',
	useAsKernel: 'convlens.useAsKernel',
} as const;

export const VISUALIZER_VIEW_TYPE = 'convlens.visualizer';

export const SETTINGS = {
	raggedMatrices: 'convlens.diagnostics.raggedMatrices',
} as const;
