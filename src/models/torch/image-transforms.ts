/**
 * torchvision's transforms of images, as models use them on tensors: what they do to the last two axes. Everything else of them, and images that
 * are no tensors, is not known here. https://docs.pytorch.org/vision/stable/transforms.html
 */
import { floorDivide, multiply } from '../python/integers';
import type { Integer } from '../python/integers';
import { UnknownArgument } from '../python/native';
import { List, Tuple } from '../python/containers';
import { Unknown } from '../python/values';
import type { Value } from '../python/values';
import { operation } from './operation';
import type { TensorArguments } from './operation';
import { unknownSize } from './sizes';
import { Tensor } from './tensor';

function resized({ shape, rank }: Tensor, height: Integer, width: Integer): Integer[] {
	return [...shape.slice(0, rank - 2), height, width];
}

/** One size is the shorter side's, the longer keeps its proportion: ⌊size · long / short⌋. */
const resize = operation('_resize(img, size, *rest, max_size=None, interpolation=None, antialias=None)', (args) => {
	const image = imageOf(args);
	const sizes = args.sizes('size');
	if (args.has('max_size')) throw UnknownArgument.of(new Unknown('unsupported', 'max_size'));
	if (sizes.length > 1) return image.as(resized(image, sizes[0]!, sizes[1]!));
	const [height, width] = image.shape.slice(-2) as [Integer, Integer];
	const size = sizes[0]!;
	if (typeof height !== 'number' || typeof width !== 'number') return image.as(resized(image, unknownSize(), unknownSize()));
	const long = floorDivide(multiply(size, Math.max(height, width)), Math.min(height, width));
	return image.as(height <= width ? resized(image, size, long) : resized(image, long, size));
});

const cropped = operation('_cropped(img, size)', (args) => {
	const image = imageOf(args);
	const sizes = args.sizes('size');
	return image.as(resized(image, sizes[0]!, sizes[1] ?? sizes[0]!));
});

const withChannels = operation('_with_channels(img, channels)', (args) => {
	const image = imageOf(args);
	return image.as([...image.shape.slice(0, -3), args.size('channels'), ...image.shape.slice(-2)]);
});

const kept = operation('_kept(img)', (args) => imageOf(args).same());

/** The image, if it is a tensor: pictures of other kinds have their channels elsewhere. */
function imageOf(args: TensorArguments): Tensor {
	const image = args.value('img');
	if (image instanceof Tensor && image.rank > 1) return image;
	throw UnknownArgument.of(new Unknown('external', image instanceof List || image instanceof Tuple ? 'images' : 'image'));
}

export const TRANSFORM_SUPPORT: Readonly<Record<string, Value>> = { _resize: resize, _cropped: cropped, _with_channels: withChannels, _kept: kept };

/** What keeps the size, as functions and as layers. */
const KEEPING_FUNCTIONS = ['hflip', 'vflip', 'horizontal_flip', 'vertical_flip', 'normalize', 'adjust_brightness', 'adjust_contrast', 'adjust_saturation', 'adjust_hue', 'adjust_gamma', 'adjust_sharpness', 'gaussian_blur', 'invert', 'posterize', 'solarize', 'autocontrast', 'equalize', 'erase', 'affine', 'perspective', 'convert_image_dtype'];
const KEEPING_LAYERS = ['Normalize', 'ColorJitter', 'GaussianBlur', 'RandomHorizontalFlip', 'RandomVerticalFlip', 'RandomErasing', 'RandomAffine', 'RandomPerspective', 'RandomInvert', 'RandomPosterize', 'RandomSolarize', 'RandomAutocontrast', 'RandomEqualize', 'RandomAdjustSharpness', 'ConvertImageDtype', 'RandomGrayscale'];

/** `torchvision.transforms.functional`. */
export const TRANSFORM_FUNCTIONS = `
def resize(img, size, *args, **kwargs):
    return _resize(img, size, *args, **kwargs)
def center_crop(img, output_size):
    return _cropped(img, output_size)
def crop(img, top, left, height, width):
    return _cropped(img, (height, width))
def resized_crop(img, top, left, height, width, size, *args, **kwargs):
    return _resize(img, size)
def rgb_to_grayscale(img, num_output_channels=1):
    return _with_channels(img, num_output_channels)
${KEEPING_FUNCTIONS.map((name) => `def ${name}(img, *args, **kwargs):\n    return _kept(img)`).join('\n')}
`;

/** `torchvision.transforms`: the same as layers. */
export const TRANSFORM_LAYERS = `
class Resize(Module):
    def __init__(self, size, *args, max_size=None, **kwargs):
        super().__init__()
        self.size = size
        self.max_size = max_size
    def forward(self, img):
        return _resize(img, self.size, max_size=self.max_size)
class CenterCrop(Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
    def forward(self, img):
        return _cropped(img, self.size)
class RandomCrop(Module):
    def __init__(self, size, *args, **kwargs):
        super().__init__()
        self.size = size
    def forward(self, img):
        return _cropped(img, self.size)
class RandomResizedCrop(Module):
    def __init__(self, size, *args, **kwargs):
        super().__init__()
        self.size = size
    def forward(self, img):
        return _cropped(img, self.size)
class Grayscale(Module):
    def __init__(self, num_output_channels=1):
        super().__init__()
        self.num_output_channels = num_output_channels
    def forward(self, img):
        return _with_channels(img, self.num_output_channels)
class Compose:
    def __init__(self, transforms):
        self.transforms = transforms
    def __call__(self, img):
        for transform in self.transforms:
            img = transform(img)
        return img
${KEEPING_LAYERS.map((name) => `class ${name}(Module):\n    def __init__(self, *args, **kwargs):\n        super().__init__()\n    def forward(self, img):\n        return _kept(img)`).join('\n')}
`;
