/** Attention and transformer layers. */
export const ATTENTION_LAYERS = `
class MultiheadAttention(Module):
    def __init__(self, embed_dim, num_heads, dropout=0.0, bias=True, add_bias_kv=False, add_zero_attn=False, kdim=None, vdim=None, batch_first=False, device=None, dtype=None):
        super().__init__()
        if embed_dim % num_heads != 0:
            _refuse('heads-do-not-divide', heads=num_heads, embedding=embed_dim)
        self.embed_dim = embed_dim
        self.num_heads = num_heads
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        self._added = int(add_bias_kv) + int(add_zero_attn)
        self.kdim = kdim if kdim is not None else embed_dim
        self.vdim = vdim if vdim is not None else embed_dim
        if self.kdim == embed_dim and self.vdim == embed_dim:
            self.in_proj_weight = Parameter(_empty(3 * embed_dim, embed_dim))
        else:
            self.q_proj_weight = Parameter(_empty(embed_dim, embed_dim))
            self.k_proj_weight = Parameter(_empty(embed_dim, self.kdim))
            self.v_proj_weight = Parameter(_empty(embed_dim, self.vdim))
        if bias:
            self.in_proj_bias = Parameter(_empty(3 * embed_dim))
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias)
        if add_bias_kv:
            self.bias_k = Parameter(_empty(1, 1, embed_dim))
            self.bias_v = Parameter(_empty(1, 1, embed_dim))
    def forward(self, query, key, value, key_padding_mask=None, need_weights=True, attn_mask=None, average_attn_weights=True, is_causal=False):
        size = self.embed_dim
        _check_inputs(size, query.shape[-1], query.shape)
        _check_inputs(self.kdim, key.shape[-1], key.shape)
        if query.dim() == 2:
            batch = 1
            length = query.shape[0]
            sources = key.shape[0]
        elif self.batch_first:
            batch = query.shape[0]
            length = query.shape[1]
            sources = key.shape[1]
        else:
            length = query.shape[0]
            batch = query.shape[1]
            sources = key.shape[0]
        _count(2 * batch * length * size * size + batch * sources * size * (self.kdim + self.vdim) + 2 * batch * length * sources * size)
        sources = sources + self._added
        weights = None
        if need_weights:
            weights = _empty(length, sources) if query.dim() == 2 else (_empty(batch, length, sources) if average_attn_weights else _empty(batch, self.num_heads, length, sources))
        return _same(query), weights

class TransformerEncoderLayer(Module):
    def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
        super().__init__()
        self.self_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first)
        self.linear1 = Linear(d_model, dim_feedforward, bias=bias)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, bias=bias)
        self.norm_first = norm_first
        self.norm1 = LayerNorm(d_model, bias=bias)
        self.norm2 = LayerNorm(d_model, bias=bias)
        self.dropout1 = Dropout(dropout)
        self.dropout2 = Dropout(dropout)
    def forward(self, src, src_mask=None, src_key_padding_mask=None, is_causal=False):
        x = src
        if self.norm_first:
            y = self.norm1(x)
            x = x + self.dropout1(self.self_attn(y, y, y, need_weights=False)[0])
            return x + self.dropout2(self.linear2(self.dropout(self.linear1(self.norm2(x)))))
        x = self.norm1(x + self.dropout1(self.self_attn(x, x, x, need_weights=False)[0]))
        return self.norm2(x + self.dropout2(self.linear2(self.dropout(self.linear1(x)))))

class TransformerDecoderLayer(Module):
    def __init__(self, d_model, nhead, dim_feedforward=2048, dropout=0.1, activation='relu', layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
        super().__init__()
        self.self_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first)
        self.multihead_attn = MultiheadAttention(d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first)
        self.linear1 = Linear(d_model, dim_feedforward, bias=bias)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, bias=bias)
        self.norm1 = LayerNorm(d_model, bias=bias)
        self.norm2 = LayerNorm(d_model, bias=bias)
        self.norm3 = LayerNorm(d_model, bias=bias)
        self.dropout1 = Dropout(dropout)
        self.dropout2 = Dropout(dropout)
        self.dropout3 = Dropout(dropout)
    def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, tgt_is_causal=False, memory_is_causal=False):
        x = self.norm1(tgt + self.dropout1(self.self_attn(tgt, tgt, tgt, need_weights=False)[0]))
        x = self.norm2(x + self.dropout2(self.multihead_attn(x, memory, memory, need_weights=False)[0]))
        return self.norm3(x + self.dropout3(self.linear2(self.dropout(self.linear1(x)))))

class TransformerEncoder(Module):
    def __init__(self, encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True):
        super().__init__()
        self.layers = ModuleList([_deepcopy(encoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm
    def forward(self, src, mask=None, src_key_padding_mask=None, is_causal=None):
        for layer in self.layers:
            src = layer(src)
        return self.norm(src) if self.norm is not None else src

class TransformerDecoder(Module):
    def __init__(self, decoder_layer, num_layers, norm=None):
        super().__init__()
        self.layers = ModuleList([_deepcopy(decoder_layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm
    def forward(self, tgt, memory, tgt_mask=None, memory_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, tgt_is_causal=None, memory_is_causal=False):
        for layer in self.layers:
            tgt = layer(tgt, memory)
        return self.norm(tgt) if self.norm is not None else tgt

class Transformer(Module):
    def __init__(self, d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1, activation='relu', custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-5, batch_first=False, norm_first=False, bias=True, device=None, dtype=None):
        super().__init__()
        self.encoder = custom_encoder if custom_encoder is not None else TransformerEncoder(TransformerEncoderLayer(d_model, nhead, dim_feedforward, dropout, activation, batch_first=batch_first, norm_first=norm_first, bias=bias), num_encoder_layers, LayerNorm(d_model, bias=bias))
        self.decoder = custom_decoder if custom_decoder is not None else TransformerDecoder(TransformerDecoderLayer(d_model, nhead, dim_feedforward, dropout, activation, batch_first=batch_first, norm_first=norm_first, bias=bias), num_decoder_layers, LayerNorm(d_model, bias=bias))
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first
    def forward(self, src, tgt, src_mask=None, tgt_mask=None, memory_mask=None, src_key_padding_mask=None, tgt_key_padding_mask=None, memory_key_padding_mask=None, src_is_causal=None, tgt_is_causal=None, memory_is_causal=False):
        return self.decoder(tgt, self.encoder(src))
    @staticmethod
    def generate_square_subsequent_mask(sz, device=None, dtype=None):
        return _empty(sz, sz)
`;
