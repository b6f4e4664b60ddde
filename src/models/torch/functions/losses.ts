/** Loss functions: a scalar, or one number each where nothing is reduced. */
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { Tensor } from '../tensor';
import { combine } from './elementwise';
import type { Value } from '../../python/values';

/** A loss that compares two tensors element by element. */
const pairwise = (name: string): ReturnType<typeof operation> => operation(`${name}(input, target, *rest, reduction='mean')`, (args) => {
	const both = combine('-', args.value('input'), args.value('target'));
	return args.text('reduction') === 'none' ? both : new Tensor([]);
});

/** A loss over classes on axis 1: (N, C, …) against (N, …). */
function classLoss(args: TensorArguments): Value {
	const input = args.tensor('input');
	if (args.text('reduction') !== 'none') return new Tensor([]);
	return input.rank === 1 ? input.as([]) : input.as([input.shape[0]!, ...input.shape.slice(2)]);
}

export const LOSSES = operations(
	...['mse_loss', 'l1_loss', 'smooth_l1_loss', 'huber_loss', 'binary_cross_entropy', 'binary_cross_entropy_with_logits', 'kl_div', 'poisson_nll_loss', 'soft_margin_loss', 'hinge_embedding_loss'].map(pairwise),
	...['cross_entropy', 'nll_loss', 'multi_margin_loss', 'multilabel_margin_loss'].map((name) => operation(`${name}(input, target, *rest, reduction='mean')`, classLoss)),
	...['triplet_margin_loss', 'triplet_margin_with_distance_loss', 'cosine_embedding_loss', 'ctc_loss', 'multilabel_soft_margin_loss'].map((name) => operation(`${name}(input, *rest, reduction='mean')`, (args) => (args.text('reduction') === 'none' ? args.tensor('input').as(args.tensor('input').shape.slice(0, 1)) : new Tensor([])))),
	...['margin_ranking_loss', 'gaussian_nll_loss'].map(pairwise),
);
