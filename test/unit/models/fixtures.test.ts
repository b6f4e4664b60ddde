import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze, exact, shapeOf } from './analysis';

const FOLDER = join(import.meta.dirname, '../../models/fixtures');

/** Published parameter counts; multiply-adds (without biases) where they are published or follow from the paper's sizes; input and output. */
const MODELS: ReadonlyArray<readonly [file: string, model: string, parameters: number, multiplyAdds: number | undefined, input: string, output: string]> = [
	['lenet', 'LeNet', 61_706, 416_520, 'B,1,32,32', 'B,10'],
	['alexnet', 'AlexNet', 60_965_224, 724_406_816, 'B,3,227,227', 'B,1000'],
	['vgg', 'VGG', 138_357_544, 15_470_264_320, 'B,3,224,224', 'B,1000'],
	['resnet', 'ResNet50', 25_557_032, 4_089_184_256, 'B,3,224,224', 'B,1000'],
	['inception', 'GoogLeNet', 6_998_552, 1_582_671_872, 'B,3,224,224', 'B,1000'],
	['densenet', 'DenseNet', 7_978_856, 2_834_161_664, 'B,3,224,224', 'B,1000'],
	['mobilenetv2', 'MobileNetV2', 3_504_872, 300_774_272, 'B,3,224,224', 'B,1000'],
	['shufflenetv2', 'ShuffleNetV2', 2_278_604, 144_907_992, 'B,3,224,224', 'B,1000'],
	['squeezenet', 'SqueezeNet', 1_248_424, 818_924_576, 'B,3,224,224', 'B,1000'],
	['efficientnet', 'EfficientNet', 5_288_548, 385_814_752, 'B,3,224,224', 'B,1000'],
	['unet', 'UNet', 31_030_658, undefined, 'B,1,572,572', 'B,2,388,388'],
	['vit', 'VisionTransformer', 86_567_656, 17_563_828_224, 'B,3,224,224', 'B,1000'],
	['convnext', 'ConvNeXt', 28_589_128, 4_455_531_264, 'B,3,224,224', 'B,1000'],
	['lstm', 'model', 2_757_761, undefined, 'B,?', 'B,1'],
	['dcgan', 'Generator', 3_576_704, undefined, 'B,100,1,1', 'B,3,64,64'],
	['dcgan', 'Discriminator', 2_765_568, undefined, 'B,3,64,64', 'B'],
	['vae', 'VAE', 652_824, 651_200, 'B,784', ''],
];

describe('fixture models: published parameter counts', () => {
	for (const [file, name, parameters, multiplyAdds, input, output] of MODELS) {
		it(`${name} (${file}.py): ${parameters.toLocaleString('en')} parameters, (${input}) in, (${output}) out, no problems`, () => {
			const report = analyze(readFileSync(join(FOLDER, `${file}.py`), 'utf8'));
			const model = report.models.find((each) => each.name === name);
			assert.ok(model !== undefined);
			assert.equal(exact(model.totals.parameters), parameters);
			if (multiplyAdds !== undefined) assert.equal(exact(model.totals.multiplyAdds.operations), multiplyAdds);
			assert.equal(model.inputs[0]?.shape.join(), input);
			if (output !== '') assert.equal(shapeOf(model.output)?.join(), output);
			assert.deepEqual(report.problems, []);
			assert.equal(report.isIncomplete, false);
		});
	}
});
