import type { Language } from '../language';
import { knowing, type CallReader } from './call';
import {
	readArange,
	readDiag,
	readEye,
	readFull,
	readLinspace,
	readMagic,
	readOnes,
	readRandom,
	readRepmat,
	readZeros,
} from './constructors';
import { readExpandDims, readMaker, readOuter, readReshape, readSqueeze, readTranspose } from './makers';
import { readColumnBind, readRArray, readRMatrix, readRepeat, readRowBind, readSequence } from './r';

/** Libraries, and their parts, whose functions of these names are meant. */
const OWNERS = new Set([
	'np',
	'numpy',
	'torch',
	'tf',
	'tensorflow',
	'jnp',
	'jax.numpy',
	'cp',
	'cupy',
	'mx',
	'mx.nd',
	'mx.np',
	'nd',
	'keras',
	'keras.ops',
	'ops',
	'K',
	'paddle',
	'math',
	'mnp',
	'ms',
	'np.random',
	'numpy.random',
	'jax.random',
	'tf.random',
	'torch.random',
	'np.ma',
	'ma',
	'keras.random',
	'tf.keras.backend',
	'keras.backend',
	'Mat',
	'cv::Mat',
	'cv.Mat',
	'random',
	'mlx',
	'mlx.core',
	'nj',
	'nn',
	'torch.nn',
	'tf.linalg',
	'np.linalg',
	'autograd',
	'Variable',
	'sympy',
	'sp',
	'th',
	'F',
	'onp',
	'pnp',
	'xp',
	'Matrix',
	'torch.cuda',
	'tfc',
]);

const MAKER =
	/^(?:as)?(?:array|tensor(?:\dd)?|matrix|anyarray)$|^(?:\w*Tensor|Array|Matrix|NDArray|mat|constant|Constant|Variable|Parameter|parameter|convert_to_tensor|as_tensor|from_numpy|masked_array|to_tensor|stack|ImmutableMatrix|array_repr|Float(?:32|64)Array|U?[iI]nt(?:8|16|32)Array|Uint(?:8|16|32)Array|float(?:16|32|64)|double|single|asfarray|require)$/;
/** Makers that any owner may have. */
const PRINTED = /^(?:array|tensor|Tensor|Array|matrix|masked_array)$/;

const CONSTRUCTORS: ReadonlyMap<string, CallReader> = new Map(
	Object.entries<CallReader>({
		zeros: knowing(readZeros, 'shape', 'size', 'order'),
		ones: knowing(readOnes, 'shape', 'size', 'order'),
		full: knowing(readFull, 'shape', 'size', 'fill_value', 'value', 'order'),
		fill: knowing(readFull, 'shape', 'dims', 'value'),
		eye: knowing(readEye, 'N', 'n', 'k', 'order'),
		identity: knowing(readEye, 'n'),
		arange: knowing(readArange, 'start', 'stop', 'end', 'step'),
		linspace: knowing(readLinspace, 'num', 'steps', 'length'),
		diag: knowing(readDiag),
		diagflat: knowing(readDiag),
		magic: knowing(readMagic),
		repmat: knowing(readRepmat),
		outer: knowing(readOuter),
		reshape: knowing(readReshape, 'shape', 'newshape', 'order'),
		transpose: knowing(readTranspose),
		expand_dims: knowing(readExpandDims, 'axis', 'dim'),
		expandDims: knowing(readExpandDims),
		unsqueeze: knowing(readExpandDims, 'dim', 'axis'),
		squeeze: knowing(readSqueeze),
		rand: readRandom,
		randn: readRandom,
		randi: readRandom,
		randint: readRandom,
		random_sample: readRandom,
		standard_normal: readRandom,
		random: readRandom,
		normal: readRandom,
		uniform: readRandom,
		truncated_normal: readRandom,
		empty: readRandom,
		randomNormal: readRandom,
		randomUniform: readRandom,
		RandomNormal: readRandom,
	}),
);

/** Names too common to be taken for a library's without its name before them. */
const NEED_OWNER = new Set([
	'normal',
	'uniform',
	'random',
	'empty',
	'fill',
	'full',
	'identity',
	'transpose',
	'squeeze',
	'outer',
	'truncated_normal',
	'unsqueeze',
	'standard_normal',
	'random_sample',
	'array_repr',
	'stack',
	'require',
]);

const R_CALLS: ReadonlyMap<string, CallReader> = new Map(
	Object.entries<CallReader>({
		matrix: knowing(readRMatrix, 'data', 'nrow', 'ncol', 'byrow', 'dimnames'),
		array: knowing(readRArray, 'data', 'dim', 'dimnames'),
		rbind: readRowBind,
		cbind: readColumnBind,
		rep: knowing(readRepeat, 'x', 'each', 'times'),
		seq: knowing(readSequence, 'from', 'to', 'by', 'length.out', 'length'),
		diag: knowing(readDiag),
		t: knowing(readTranspose),
		outer: knowing(readOuter),
	}),
);

/** The reader of calls with this name, in this language; `range` of TensorFlow counts as NumPy's arange. */
export function callReader({ family, prose }: Language, owner: string, name: string): CallReader | undefined {
	if (family === 'r') return R_CALLS.get(name);
	if (prose && owner === '' && (name === 'matrix' || name === 'rbind' || name === 'cbind')) return R_CALLS.get(name);
	const isLibrary = OWNERS.has(owner);
	if (name === 'range' && owner === 'tf') return knowing(readArange, 'start');
	const bare = owner === '' && (prose || family === 'python' || family === 'matlab' || family === 'julia' || family === 'other');
	if (isLibrary || (bare && !(NEED_OWNER.has(name) && family !== 'matlab' && family !== 'julia'))) {
		const constructor = CONSTRUCTORS.get(name);
		if (constructor !== undefined) return constructor;
	}
	if (family === 'fortran' && name.toLowerCase() === 'reshape') return readReshape;
	if ((isLibrary || owner === '') && MAKER.test(name)) return readMaker;
	return PRINTED.test(name) ? readMaker : undefined;
}
