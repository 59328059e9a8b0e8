#!/usr/bin/env python3
"""PyTorch: gradients of many points a second.

    python3 bench/peers/torch_gradients.py --mode fast --shape 2000,20,8,1 --activation tanh --objective output-neuron

--mode       manual: derivatives by hand, batched over the points, in place
             fast: the same with the fastest forms of the activations, tanh(z) = 2 sigmoid(2z) - 1 and
             softplus(z) = -log(sigmoid(-z)), whose errors are small absolutely and not relatively: the strongest torch
             vmap: torch.func.vmap of torch.func.grad_and_value
             loop: autograd, one point after another
--shape      rows,features,hidden,outputs; hidden layers joined by '-'
--chunk      points together; 0: the fastest number of them
--check      instead: gradients against differences, or with a FILE of GradientReference against Minima Census
"""
import sys

import network


class TorchNet:
    """Losses and gradients of R points at once."""

    def __init__(self, torch, shape, x, y, mode):
        self.torch, self.shape, self.fast = torch, shape, mode == 'fast'
        self.xt, self.yt = torch.from_numpy(x.T.copy()), torch.from_numpy(y.T.copy())
        # With a column of ones biases are weights, and their gradients part of the same products.
        self.x1 = torch.cat([torch.from_numpy(x), torch.ones(len(x), 1, dtype=torch.float64)], 1)
        self.x1t = self.x1.T.contiguous()
        self.of = {'manual': self.manual, 'fast': self.manual, 'vmap': self.mapped, 'loop': self.single}[mode]
        self.each = torch.func.vmap(torch.func.grad_and_value(lambda t: self.loss(t[None])[0]))

    def __call__(self, points):
        """points R x P, numpy or torch."""
        return self.of(points if self.torch.is_tensor(points) else self.torch.from_numpy(points))

    def loss(self, points):
        """As autograd sees it."""
        torch, s = self.torch, self.shape
        act = {'tanh': torch.tanh, 'softplus': torch.nn.functional.softplus, 'swish': torch.nn.functional.silu,
               'relu': torch.relu}[s.activation]
        layers = s.layers(points)
        value = self.xt
        for i, (w, b) in enumerate(layers):
            value = w @ value + b[:, :, None]
            value = act(value) if i < len(layers) - 1 else value
        more = 0
        if s.neuron:
            a, w, b = s.neurons(points)
            value = value + a[:, :, None] * torch.exp(w @ self.xt + b[:, :, None])
            more = 0.5 * s.lam * a.square().sum(1)
        data = 0.5 / s.rows * (value - self.yt).square().sum((1, 2))
        return data + 0.5 * s.l2 * points[:, :s.theta].square().sum(1) + more

    def mapped(self, points):
        gradient, loss = self.each(points)
        return loss, gradient

    def single(self, points):
        torch, losses, gradients = self.torch, [], []
        for point in points:
            x = point.detach().clone().requires_grad_(True)
            loss = self.loss(x[None])[0]
            loss.backward()
            losses.append(loss.detach())
            gradients.append(x.grad)
        return torch.stack(losses), torch.stack(gradients)

    def activate(self, z):
        """Value, in the memory of z where that is possible, and slope where it does not follow from the value."""
        torch, kind = self.torch, self.shape.activation
        if kind == 'tanh':
            return z.mul_(2).sigmoid_().mul_(2).sub_(1) if self.fast else z.tanh_(), None
        if kind == 'relu':
            return z.clamp_(min=0), None
        if kind == 'softplus' and self.fast:
            other = torch.sigmoid(z.neg_())
            return torch.log(other, out=z).neg_(), other.neg_().add_(1)
        sigmoid = torch.sigmoid(z)
        if kind == 'softplus':
            return torch.nn.functional.softplus(z), sigmoid
        value = z.mul_(sigmoid)
        return value, torch.addcmul(sigmoid, value, sigmoid.neg().add_(1))

    def through(self, d, value, slope):
        """d times the slope; that of tanh and relu follows from the value, which is spent."""
        if self.shape.activation == 'tanh':
            return d.addcmul_(d, value.square_(), value=-1)
        if self.shape.activation == 'relu':
            return d.mul_(value.sign_())
        return d.mul_(slope)

    def first(self, w, b):
        """Of all points in one product."""
        joined = self.torch.cat([w, b[:, :, None]], 2)
        return self.torch.mm(joined.view(-1, joined.shape[2]), self.x1t).view(*w.shape[:2], -1)

    def add_first(self, d, gw, gb):
        g = self.torch.mm(d.view(-1, d.shape[2]), self.x1).view(*gw.shape[:2], -1)
        gw.add_(g[:, :, :-1])
        gb.add_(g[:, :, -1])

    def manual(self, points):
        """Derivatives by hand, without a graph."""
        torch, s, n = self.torch, self.shape, self.shape.rows
        with torch.no_grad():
            layers = s.layers(points)
            below, values, slopes = None, [], []
            for i, (w, b) in enumerate(layers):
                z = self.first(w, b) if i == 0 else torch.baddbmm(b[:, :, None], w, below)
                if i < len(layers) - 1:
                    z, slope = self.activate(z)
                    values.append(z)
                    slopes.append(slope)
                below = z
            d = below
            if s.neuron:
                a, w, b = s.neurons(points)
                e = self.first(w, b).exp_()
                d.addcmul_(e, a[:, :, None])
            d.sub_(self.yt).div_(n)
            loss = d.square().sum((1, 2)).mul_(0.5 * n) + 0.5 * s.l2 * points[:, :s.theta].square().sum(1)
            gradient = torch.empty_like(points)
            torch.mul(points[:, :s.theta], s.l2, out=gradient[:, :s.theta])
            if s.neuron:
                loss += 0.5 * s.lam * a.square().sum(1)
                ga, gw, gb = s.neurons(gradient)
                e.mul_(d)
                ga.copy_(e.sum(2).add_(a, alpha=s.lam))
                gw.zero_()
                gb.zero_()
                self.add_first(e.mul_(a[:, :, None]), gw, gb)
            for i in range(len(layers) - 1, -1, -1):
                gw, gb = s.layers(gradient)[i]
                if i == 0:
                    self.add_first(d, gw, gb)
                else:
                    gw.add_(torch.bmm(d, values[i - 1].transpose(1, 2)))
                    gb.add_(d.sum(2))
                    d = self.through(torch.bmm(layers[i][0].transpose(1, 2), d), values[i - 1], slopes[i - 1])
            return loss, gradient


def main():
    parser = network.problem_arguments(__doc__)
    parser.add_argument('--mode', default='fast', choices=['fast', 'manual', 'vmap', 'loop'])
    args = parser.parse_args()
    network.threads(args.threads)
    _, torch = network.need('numpy', 'torch')
    torch.set_num_threads(args.threads)
    if args.check is not None:
        return network.check(lambda shape, x, y: TorchNet(torch, shape, x, y, args.mode), args.check)
    shape = network.shape_of(args)
    net = TorchNet(torch, shape, *shape.random_rows(), args.mode)
    points = torch.from_numpy(shape.points(args.points, 2))
    chunk = 1 if args.mode == 'loop' else args.chunk or network.best_chunk(net, points, args.seconds / 10)
    network.report('torch-' + args.mode, shape, args, chunk, network.rate(net, points, chunk, args.seconds),
                   torch=torch.__version__)


if __name__ == '__main__':
    sys.exit(main())
