"""Records what Keras gives for one call of every layer and operation that is to be known, as cases for the unit tests.

    python record_keras_names.py ../unit/models/keras/recorded-names.json

A layer's case is {"inputs": shapes without the batch, "output": ..., "parameters": ..., "trainable": ...}; an operation's is its output.
"""
import json
import os
import sys

os.environ.setdefault('KERAS_BACKEND', 'torch')
import keras
from keras import layers, ops

from expressions import split

IMAGE, SIGNAL, VOLUME, ROW, STEPS = '(12, 10, 4)', '(11, 4)', '(6, 7, 8, 2)', '(6,)', '(5, 6)'
LAYERS = {
    IMAGE: 'Conv2D(6, 3) Conv2D(6, (3, 5), strides=2, padding="same") Conv2D(8, 3, groups=2, use_bias=False) Conv2D(5, 3, dilation_rate=2, activation="relu") DepthwiseConv2D(3, depth_multiplier=2) SeparableConv2D(7, 3, padding="same") Conv2DTranspose(6, 3, strides=2) Conv2DTranspose(6, 4, strides=2, padding="same") Conv2DTranspose(6, 3, strides=3, padding="same", output_padding=1) MaxPooling2D() MaxPool2D(3, strides=1, padding="same") AveragePooling2D((2, 3)) AvgPool2D(2) GlobalAveragePooling2D() GlobalAvgPool2D(keepdims=True) GlobalMaxPooling2D() GlobalMaxPool2D() Flatten() Reshape((60, 8)) Reshape((-1, 4)) Permute((3, 1, 2)) BatchNormalization() BatchNormalization(scale=False) LayerNormalization() LayerNormalization(axis=(1, 2)) GroupNormalization(2) UnitNormalization() RMSNormalization() SpectralNormalization(layers.Conv2D(3, 2)) UpSampling2D(2) UpSampling2D((2, 3), interpolation="bilinear") ZeroPadding2D(1) ZeroPadding2D(((1, 2), (0, 3))) Cropping2D(2) Cropping2D(((1, 0), (2, 1))) Dense(5) PReLU() PReLU(shared_axes=[1, 2]) Dropout(0.5) SpatialDropout2D(0.2) GaussianNoise(0.1) GaussianDropout(0.1) AlphaDropout(0.1) Activation("relu") ReLU() LeakyReLU() ELU() Softmax() Rescaling(1 / 255) Resizing(8, 9) CenterCrop(6, 5) RandomCrop(6, 5) RandomFlip("horizontal") RandomRotation(0.1) RandomZoom(0.2) RandomTranslation(0.1, 0.1) RandomContrast(0.1) RandomBrightness(0.2) Normalization() Lambda(lambda x: x * 2) Identity() ActivityRegularization() Masking() TimeDistributed(layers.Dense(3)) TimeDistributed(layers.Conv1D(3, 2))',
    SIGNAL: 'Conv1D(6, 3) Conv1D(6, 3, padding="causal", dilation_rate=2) DepthwiseConv1D(3) SeparableConv1D(6, 3) Conv1DTranspose(6, 3, strides=2) MaxPooling1D(2) MaxPool1D(3, padding="same") AveragePooling1D(2) AvgPool1D(2) GlobalAveragePooling1D() GlobalMaxPooling1D() UpSampling1D(3) ZeroPadding1D((1, 2)) Cropping1D((1, 2)) SpatialDropout1D(0.1) AdaptiveAveragePooling1D(3) AdaptiveMaxPooling1D(3)',
    VOLUME: 'Conv3D(3, 2) Conv3DTranspose(3, 2, strides=2) MaxPooling3D(2) MaxPool3D(2) AveragePooling3D((2, 1, 2)) AvgPool3D(2) GlobalAveragePooling3D() GlobalMaxPooling3D() UpSampling3D(2) ZeroPadding3D(1) Cropping3D(1) SpatialDropout3D(0.1) ConvLSTM2D(3, 2) ConvLSTM2D(3, 3, padding="same", return_sequences=True)',
    ROW: 'Dense(5) Dense(5, use_bias=False) EinsumDense("ab,bc->ac", output_shape=7, bias_axes="c") RepeatVector(3) Embedding(20, 8) CategoryEncoding(6, output_mode="multi_hot") Discretization([0.0, 1.0])',
    STEPS: 'LSTM(4) LSTM(4, return_sequences=True) LSTM(4, return_state=True) GRU(4) GRU(4, reset_after=False) GRU(4, return_sequences=True, return_state=True) SimpleRNN(4) RNN(layers.LSTMCell(4)) RNN(layers.GRUCell(4), return_sequences=True) RNN(layers.SimpleRNNCell(4)) RNN(layers.StackedRNNCells([layers.LSTMCell(4), layers.LSTMCell(3)])) Bidirectional(layers.LSTM(4)) Bidirectional(layers.GRU(4, return_sequences=True), merge_mode="sum") Bidirectional(layers.LSTM(4), merge_mode=None) TimeDistributed(layers.Dense(3))',
    '(4, 11, 3)': 'ConvLSTM1D(3, 2)',
    '(4, 11, 9, 3)': 'ConvLSTM2D(3, 2, strides=2)',
}
SEVERAL = {
    '(4, 3), (4, 3)': 'Add() Subtract() Multiply() Average() Maximum() Minimum() Concatenate() Concatenate(axis=1) Dot(1) Dot((2, 2), normalize=True)',
    '(4, 3), (4, 3), (4, 3)': 'Add() Concatenate(axis=-1)',
    '(5, 8), (7, 8)': 'MultiHeadAttention(2, 4) MultiHeadAttention(2, 4, value_dim=3, output_shape=6) GroupQueryAttention(4, 4, 2)',
    '(5, 8), (7, 8), (7, 8)': 'MultiHeadAttention(2, 4, use_bias=False)',
}
LISTED = {'(5, 8), (7, 8)': 'Attention() Attention(use_scale=True) AdditiveAttention()', '(5, 8), (7, 6), (7, 8)': 'Attention(score_mode="concat")', '(6,), (4,)': 'Concatenate()'}
OPS = '''
ops.mean(x,axis=1) ops.sum(x,axis=(1,2),keepdims=True) ops.max(x,-1) ops.min(x,1) ops.std(x,axis=1) ops.var(x,axis=1) ops.prod(x,axis=2) ops.any(x>0,axis=1) ops.all(x>0,axis=1) ops.argmax(x,-1) ops.argmin(x,1) ops.logsumexp(x,axis=1) ops.norm(x,axis=-1) ops.median(x,axis=1) ops.cumsum(x,1) ops.cumprod(x,1) ops.sort(x) ops.argsort(x) ops.count_nonzero(x,axis=1)
ops.abs(x) ops.exp(x) ops.log(x) ops.sqrt(x) ops.rsqrt(x) ops.square(x) ops.sin(x) ops.cos(x) ops.tanh(x) ops.sigmoid(x) ops.relu(x) ops.relu6(x) ops.elu(x) ops.selu(x) ops.gelu(x) ops.silu(x) ops.swish(x) ops.softplus(x) ops.softsign(x) ops.leaky_relu(x) ops.hard_sigmoid(x) ops.hard_silu(x) ops.log_softmax(x) ops.softmax(x) ops.sign(x) ops.floor(x) ops.ceil(x) ops.round(x) ops.clip(x,0,1) ops.negative(x) ops.reciprocal(x) ops.logical_not(x>0) ops.isnan(x) ops.normalize(x) ops.ones_like(x) ops.zeros_like(x) ops.full_like(x,2.0) ops.cast(x,"float32") ops.stop_gradient(x) ops.identity(3) ops.eye(3) ops.zeros((2,3)) ops.ones((2,3)) ops.full((2,3),1.0) ops.arange(5) ops.linspace(0.0,1.0,7)
ops.add(x,x) ops.subtract(x,1.0) ops.multiply(x,x) ops.divide(x,x) ops.power(x,2) ops.maximum(x,0.0) ops.minimum(x,x) ops.where(x>0,x,0.0) ops.equal(x,x) ops.greater(x,x) ops.less(x,0.5) ops.logical_and(x>0,x>1) ops.mod(x,2.0) ops.floor_divide(x,2.0) ops.matmul(x,ops.transpose(x,(0,1,3,2))) ops.einsum("bhwc,bhvc->bhwv",x,x) ops.tensordot(x,w,axes=1) ops.dot(x,w) ops.outer(ops.ones(3),ops.ones(4))
ops.reshape(x,(-1,480)) ops.transpose(x,(0,3,1,2)) ops.swapaxes(x,1,2) ops.moveaxis(x,-1,1) ops.expand_dims(x,1) ops.squeeze(ops.expand_dims(x,1),1) ops.concatenate([x,x],axis=-1) ops.stack([x,x],axis=1) ops.split(x,2,axis=-1) ops.unstack(x,axis=1)[0] ops.tile(x,(1,2,1,1)) ops.repeat(x,2,axis=1) ops.flip(x,1) ops.roll(x,1,axis=1) ops.pad(x,((0,0),(1,1),(2,0),(0,0))) ops.take(x,ops.array([0,2]),axis=1) ops.take_along_axis(x,ops.zeros((1,1,1,4),dtype="int32"),axis=1) ops.slice(ops.ones((4,5)),(0,1),(2,3)) ops.broadcast_to(ops.ones((1,4)),(3,4)) ops.one_hot(ops.argmax(x,-1),4) ops.tril(ops.ones((3,3))) ops.triu(ops.ones((3,3))) ops.diagonal(ops.ones((3,4))) ops.meshgrid(ops.arange(3),ops.arange(4))[0] ops.ravel(ops.ones((3,4))) ops.shape(x)[-1] ops.top_k(x,2) ops.hstack([ops.ones((2,3)),ops.ones((2,3))]) ops.vstack([ops.ones((2,3)),ops.ones((2,3))])
ops.max_pool(x,2) ops.average_pool(x,3,2,"same") ops.conv(x,k,2,"same") ops.depthwise_conv(x,ops.ones((3,3,4,2))) ops.separable_conv(x,ops.ones((3,3,4,2)),ops.ones((1,1,8,5))) ops.conv_transpose(x,ops.ones((3,3,6,4)),2) ops.batch_normalization(x,ops.ones(4),ops.ones(4),-1) ops.layer_normalization(x) ops.image.resize(x,(6,5)) ops.image.extract_patches(x,4) ops.image.extract_patches(x,(3,2),padding="same") ops.image.extract_patches(x,3,strides=1) ops.image.extract_patches(x,3,strides=2,dilation_rate=2) ops.image.pad_images(x,1,2,target_height=16,target_width=14) ops.image.crop_images(x,1,2,target_height=8,target_width=6) ops.image.rgb_to_grayscale(ops.ones((2,5,6,3))) ops.dot_product_attention(x,x,x)
'''


def shape(value):
    if isinstance(value, (list, tuple)):
        return [shape(each) for each in value]
    if isinstance(value, int):
        return value
    return ['B' if size is None else size for size in value.shape]


cases = {}


def record(text, shapes, call):
    inputs = [keras.Input(each) for each in eval(f'[{shapes}]')]
    try:
        layer = eval(f'layers.{text}')
        if text.startswith('Normalization'):
            layer.build((None, *inputs[0].shape[1:]))
        output = shape(call(layer, inputs))
    except Exception as error:
        print(f'left out: {text} of {shapes}: {error!r}'[:200], file=sys.stderr)
        return
    count = lambda weights: sum(int(each.value.numel()) for each in weights if 'seed' not in each.path)
    cases[f'layers.{text} of {shapes}'] = {'output': output, 'parameters': count(layer.weights), 'trainable': count(layer.trainable_weights)}


for shapes, names in LAYERS.items():
    for text in split(names):
        record(text, shapes, lambda layer, inputs: layer(inputs[0]))
for shapes, names in SEVERAL.items():
    for text in split(names):
        record(text, shapes, lambda layer, inputs: layer(inputs) if not text.startswith(('MultiHead', 'GroupQuery')) else layer(*inputs))
for shapes, names in LISTED.items():
    for text in split(names):
        record(text, shapes, lambda layer, inputs: layer(inputs))
x = keras.Input((12, 10, 4))
k, w = ops.ones((3, 3, 4, 5)), ops.ones((4, 7))
for expression in split(OPS):
    try:
        cases[expression] = shape(eval(expression))
    except Exception as error:
        print(f'left out: {expression}: {error!r}'[:200], file=sys.stderr)
with open(sys.argv[1], 'w') as file:
    file.write('{\n' + ',\n'.join(f'{json.dumps(key)}: {json.dumps(value)}' for key, value in cases.items()) + '\n}\n')
print(len(cases), 'cases')
