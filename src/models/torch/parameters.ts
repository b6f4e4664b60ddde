import { display } from '../python/text';
import { reportShape } from '../quantities';
import type { ParameterReport } from '../report';
import type { ModuleInstance } from './module-instance';
import { Tensor } from './tensor';

/** The parameters that a module itself holds. */
export function torchParameters(module: ModuleInstance): readonly ParameterReport[] {
	return module.parameters.entries().flatMap(([name, value]) => (value instanceof Tensor ? [{ name: display(name), shape: reportShape(value.shape), isTrainable: value.requiresGradient }] : []));
}
