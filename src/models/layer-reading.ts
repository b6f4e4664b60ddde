/** How each framework's layers are read for reports. */
import type { LayerGeometry, ParameterReport } from './report';
import type { LayerReading } from './report-model';
import { kerasGeometry, kerasParameters } from './keras/geometry';
import { KERAS_LAYER_BASE } from './keras/library';
import { trespassCount } from './python/ownership';
import { torchGeometry } from './torch/geometry';
import type { ModuleInstance } from './torch/module-instance';
import { torchParameters } from './torch/parameters';

/** Reads each layer once: its model's report and its constructor's place say the same of it. */
function readingOnce({ framework, ...reading }: LayerReading): LayerReading {
	const known = new WeakMap<ModuleInstance, { readonly trespasses: number; readonly geometry: LayerGeometry; readonly parameters: readonly ParameterReport[] }>();
	const read = (module: ModuleInstance): { readonly geometry: LayerGeometry; readonly parameters: readonly ParameterReport[] } => {
		// A layer that has been reported changes no more, unless another model's run reaches over to it.
		const found = known.get(module);
		if (found?.trespasses === trespassCount()) return found;
		const made = { trespasses: trespassCount(), geometry: reading.geometry(module), parameters: reading.parameters(module) };
		known.set(module, made);
		return made;
	};
	return { framework, geometry: (module) => read(module).geometry, parameters: (module) => read(module).parameters };
}

const TORCH = readingOnce({ framework: 'torch', geometry: torchGeometry, parameters: torchParameters });
const KERAS = readingOnce({ framework: 'keras', geometry: kerasGeometry, parameters: kerasParameters });

/** How a layer is to be read: by the framework that its class comes from. */
export function readingOf(module: ModuleInstance): LayerReading {
	return module.type.isSubclassOf(KERAS_LAYER_BASE) ? KERAS : TORCH;
}
