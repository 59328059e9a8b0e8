'use strict';

/*
 * Numbers as text, and axes. Logarithms are taken here: the library's own logarithmic axis rounds ticks below 1e-10
 * to 0.
 */
const figureAxes = (function () {
  const FONT = 12;

  function power(exponent) {
    if (exponent >= 0 && exponent <= 3) {
      return String(Math.pow(10, exponent));
    }
    return '10' + String(exponent).replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c]));
  }

  function number(v) {
    if (v === null || !Number.isFinite(v)) {
      return '-';
    }
    if (v === 0 || (Number.isInteger(v) && Math.abs(v) < 1e7)) {
      return String(v);
    }
    const size = Math.abs(v);
    return size >= 1e-3 && size < 1e5 ? String(Number(v.toPrecision(4))) : v.toExponential(3).replace(/\.?0+e/, 'e');
  }

  // ---- axes: place() maps a value to where it stands, ticks stand at multiples of interval ----

  function linear(values, ticks, whole) {
    const high = Math.max(...values, 0);
    const low = Math.min(...values, 0);
    const rough = (high - low || 1) / ticks;
    const decade = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((m) => m * decade).find((s) => s >= rough * 0.999);
    const interval = whole ? Math.max(1, step) : step;
    return {
      place: (v) => v,
      min: Math.floor(low / interval) * interval,
      max: Math.max(Math.ceil(high / interval - 1e-9), 1) * interval,
      interval,
      format: number,
    };
  }

  function logarithmic(values, ticks, unit, whole) {
    const positive = values.filter((v) => v > 0);
    const smallest = Math.max(unit, positive.length ? Math.min(...positive) : 1);
    const low = Math.floor(Math.log10(smallest) + 1e-9);
    const span = Math.max(1, Math.ceil(Math.log10(Math.max(smallest, ...positive)) - 1e-9) - low);
    const interval = Math.ceil(span / ticks);
    // Marks at the bottom stand for all that is lower, which the label there says.
    const clipped = !whole && values.some((v) => v <= smallest && (v <= unit || v <= 0));
    // Counts seldom fill their last decade: the axis ends with them, at a number of its own.
    const end = Math.max(0.3, Math.log10(Math.max(smallest, ...positive)));
    return {
      place: (v) => (v > 0 ? Math.max(low, Math.log10(v)) : low),
      min: low,
      max: whole ? end : low + Math.ceil(span / interval) * interval,
      interval,
      format: (t) => (Math.abs(t - Math.round(t)) > 1e-9 ? number(Math.round(Math.pow(10, t)))
        : (clipped && Math.round(t) === low ? '≤ ' : '') + power(Math.round(t))),
    };
  }

  function symmetric(values, ticks, unit) {
    const exponent = Math.round(Math.log10(unit));
    const place = (v) => {
      const a = Math.abs(v) / unit;
      return Math.sign(v) * (a <= 1 ? a : 1 + Math.log10(a));
    };
    const placed = values.map(place);
    const low = Math.min(...placed, 0);
    const high = Math.max(...placed, 0);
    const interval = Math.max(1, Math.ceil((high - low) / ticks));
    return {
      place,
      min: Math.floor(low / interval) * interval,
      max: Math.max(Math.ceil(high / interval), low < 0 ? 0 : 1) * interval,
      interval,
      format: (t) => (Math.round(t) === 0 ? '0' : (t < 0 ? '−' : '') + power(exponent + Math.abs(Math.round(t)) - 1)),
    };
  }

  function scaled(axis, values, ticks) {
    const finite = values.filter((v) => Number.isFinite(v));
    const known = finite.length ? finite : [1];
    return axis.scale === 'log'
      ? logarithmic(known, ticks, axis.unit, axis.whole)
      : axis.scale === 'symlog' ? symmetric(known, ticks, axis.unit) : linear(known, ticks, axis.whole);
  }

  function axisOption(theme, scale, label, index, gap) {
    return {
      type: 'value', gridIndex: index, min: scale.min, max: scale.max, interval: scale.interval,
      name: label, nameLocation: 'middle', nameGap: gap,
      nameTextStyle: { color: theme.text, fontSize: FONT },
      axisLabel: { color: theme.text, fontSize: FONT, formatter: scale.format, hideOverlap: true },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.muted } },
      axisTick: { show: true, lineStyle: { color: theme.muted } },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
    };
  }

  return { FONT, number, linear, scaled, axisOption };
}());
