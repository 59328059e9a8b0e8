'use strict';

/*
 * From a drawing (what Figure.java ships: names and numbers) to the options of a chart. Drawings are
 *
 *   { kind: 'panels', x: axis, panels: [{ y: axis, series, bands, rules }] }
 *   { kind: 'flows', left, right, slots: { outcome: slot }, links: [{ from, to, count }] }
 *   { kind: 'rows', x: axis, label, rows: [{ name, values }] }
 *   { kind: 'plane', x, y, values, floor, label, marks, names, way }
 *
 * with axes { label, scale, unit, whole }. Names are drawn as text of SVG, tooltips too (renderMode richText), never
 * read as HTML.
 */
const figureCharts = (function () {
  // By slot; alike but for colour are no two. Colours after Okabe and Ito, those with contrast of 3 and more.
  const CROSS = 'path://M2 0L5 3 8 0 10 2 7 5 10 8 8 10 5 7 2 10 0 8 3 5 0 2Z';
  const DOWN = 'path://M0 0L10 0 5 9Z';
  const BOW = 'path://M0 0L5 4 10 0 10 10 5 6 0 10Z';
  const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond', CROSS, DOWN, BOW];
  const DASHES = ['solid', [7, 4], [2, 2], [8, 3, 2, 3], [10, 3, 2, 3, 2, 3], [4, 2], [12, 4]];
  const LIGHT = {
    text: '#1a1a1a', muted: '#5c5c5c', grid: '#e2e2e2', background: '#ffffff',
    faint: '#858585', slots: ['#0072b2', '#d55e00', '#007a5a', '#b3558a', '#1a1a1a', '#767676', '#5b3a00'],
  };
  const DARK = {
    text: '#f0f0f0', muted: '#b0b0b0', grid: '#3a3a3a', background: '#121212',
    faint: '#8c8c8c', slots: ['#56b4e9', '#e69f00', '#2fbf94', '#cc79a7', '#f0e442', '#a8a8a8', '#7c6cf0'],
  };
  // Cividis: lightness rises evenly, so that it reads the same without colour.
  const DEPTHS = [
    '#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838',
  ];

  const SHADES = 40;

  const LEFT = 70;
  const RIGHT = 16;
  const PANEL_GAP = 26;

  const slot = (list, i) => list[i % list.length];

  const { FONT, number, linear, scaled, axisOption } = figureAxes;

  // ---- what all charts share ----

  function base(theme) {
    return {
      animation: false,
      backgroundColor: 'transparent',
      textStyle: { fontFamily: 'system-ui, sans-serif', fontSize: FONT, color: theme.text },
      tooltip: {
        renderMode: 'richText', confine: true, transitionDuration: 0,
        backgroundColor: theme.background, borderColor: theme.muted, borderWidth: 1,
        textStyle: { color: theme.text, fontSize: FONT },
      },
    };
  }

  // Rows of the legend at this width, by a guess at the width of letters.
  function legendRows(names, width, lines) {
    let rows = names.length ? 1 : 0;
    let used = 0;
    for (const name of names) {
      const item = (lines ? 44 : 28) + 6.5 * name.length;
      if (used > 0 && used + item > width) {
        rows += 1;
        used = 0;
      }
      used += item;
    }
    return rows;
  }

  function legend(theme, names, lines) {
    return {
      data: names, top: 0, left: 'center', itemGap: 12, itemWidth: lines ? 26 : 10, itemHeight: 10,
      textStyle: { color: theme.text, fontSize: FONT }, inactiveColor: theme.grid,
    };
  }

  // ---- kinds ----

  function panels(drawing, width, theme) {
    const ticks = width < 520 ? 4 : 6;
    const all = drawing.panels.flatMap((p) => p.series);
    const names = [...new Set(all.map((s) => s.name))];
    const lines = all.some((s) => s.line !== 'none');
    const top = 22 * legendRows(names, width, lines) + 10;
    const inner = drawing.panels.length > 1 ? 130 : Math.max(220, Math.min(320, width * 0.5));
    const across = drawing.panels.flatMap((p) => [
      ...p.series.flatMap((s) => s.points.map((q) => q[0])), ...p.rules.map((r) => r.at),
    ]);
    const x = scaled(drawing.x, across, ticks);
    const option = Object.assign(base(theme), {
      legend: legend(theme, names, lines), grid: [], xAxis: [], yAxis: [], series: [],
    });
    drawing.panels.forEach((panel, i) => {
      const upright = [
        ...panel.series.flatMap((s) => s.points.map((q) => q[1])), ...panel.bands.flatMap((b) => b.points.flatMap((q) => q.slice(1))),
      ];
      const y = scaled(panel.y, upright, drawing.panels.length > 1 ? 4 : 6);
      const last = i === drawing.panels.length - 1;
      option.grid.push({ left: LEFT, right: RIGHT, top: top + i * (inner + PANEL_GAP), height: inner });
      option.xAxis.push(axisOption(theme, x, last ? drawing.x.label : '', i, 28));
      option.xAxis[i].axisLabel.show = last;
      option.yAxis.push(axisOption(theme, y, panel.y.label, i, LEFT - 18));
      panel.bands.forEach((b) => option.series.push(band(b, x, y, i, theme)));
      panel.series.forEach((s, k) => option.series.push(
        series(s, x, y, i, theme, k === 0 ? panel.rules : [], width, lines)));
    });
    // Where lines have no marks to point at, all of them answer.
    const marked = all.some((s) => s.mark !== 'none');
    option.tooltip.trigger = marked ? 'item' : 'axis';
    option.tooltip.formatter = (params) => [].concat(params)
      .filter((p) => Array.isArray(p.value) && p.value[3] !== null)
      .map((p) => p.seriesName + '\n' + drawing.x.label + ': ' + number(p.value[2])
        + '\n' + drawing.panels[p.seriesIndex === undefined ? 0 : option.series[p.seriesIndex].yAxisIndex].y.label
        + ': ' + number(p.value[3]))
      .join('\n');
    return { height: top + drawing.panels.length * (inner + PANEL_GAP) + 34, option };
  }

  // Marks leave out what is not known; there lines are broken, and a point alone between two breaks is a dot.
  function placed(s, x, y) {
    const known = (p) => p !== undefined && p[0] !== null && p[1] !== null;
    const at = (p) => [x.place(p[0]), y.place(p[1]), p[0], p[1]];
    if (s.mark !== 'none' || s.line === 'none') {
      return s.points.filter(known).map(at);
    }
    return s.points.map((p, i) => {
      if (!known(p)) {
        return [p[0] === null ? '-' : x.place(p[0]), '-', p[0], p[1]];
      }
      const alone = !known(s.points[i - 1]) && !known(s.points[i + 1]);
      return alone ? { value: at(p), symbol: 'circle', symbolSize: 3, itemStyle: { opacity: 1 } } : at(p);
    });
  }

  function series(s, x, y, index, theme, rules, width, lines) {
    const color = s.line === 'faint' ? theme.faint : slot(theme.slots, s.slot);
    const hollow = s.mark === 'hollow';
    const item = { color: hollow ? theme.background : color, borderColor: color, borderWidth: hollow ? 1.5 : 0, opacity: s.mark === 'none' ? 0 : 1 };
    const many = s.points.length > 300;
    const one = {
      name: s.name, xAxisIndex: index, yAxisIndex: index,
      encode: { x: 0, y: 1 },
      data: placed(s, x, y),
      symbol: slot(SYMBOLS, s.slot),
      symbolSize: s.mark === 'large' ? 15 : many ? 4 : 8,
      itemStyle: item,
    };
    if (rules.length) {
      one.markLine = {
        silent: true, symbol: 'none', lineStyle: { color: theme.muted, type: [4, 4], width: 1 },
        label: { color: theme.text, fontSize: FONT, position: 'insideEndTop', formatter: (p) => p.name },
        data: rules.map((r) => ({ name: r.label, xAxis: x.place(r.at), label: { show: r.label !== '' } })),
      };
    }
    if (!lines) {
      // What is rare lies over what is frequent.
      return Object.assign(one, { type: 'scatter', z: 4 + 1 / (1 + s.points.length) });
    }
    if (s.line === 'none') {
      // Not a scatter: its symbols would be stretched in a legend of lines.
      return Object.assign(one, { type: 'line', z: 4, showAllSymbol: true, lineStyle: { width: 0, opacity: 0 } });
    }
    const type = { slot: slot(DASHES, s.slot), step: slot(DASHES, s.slot), dashed: [6, 5], faint: [1.5, 2.5] }[s.line] || 'solid';
    return Object.assign(one, {
      type: 'line', z: 3, showAllSymbol: s.mark === 'none' || width > 520 ? true : 'auto',
      symbol: s.mark === 'none' ? 'none' : one.symbol,
      step: s.line === 'step' ? 'middle' : false,
      lineStyle: { color, width: s.line === 'dashed' ? 1.5 : 2, type },
      triggerLineEvent: true,
    });
  }

  // One area, drawn with its first point.
  function band(b, x, y, index, theme) {
    return {
      type: 'custom', xAxisIndex: index, yAxisIndex: index, silent: true, z: 1, tooltip: { show: false },
      data: b.points.map((p) => [x.place(p[0]), y.place(p[1])]),
      renderItem: (params, api) => (params.dataIndex > 0 ? null : {
        type: 'polygon',
        shape: {
          points: [
            ...b.points.map((p) => api.coord([x.place(p[0]), y.place(p[1])])),
            ...b.points.slice().reverse().map((p) => api.coord([x.place(p[0]), y.place(p[2])])),
          ],
        },
        style: { fill: slot(theme.slots, b.slot), opacity: 0.18 },
      }),
    };
  }

  function flows(drawing, width, theme) {
    const sums = new Map();
    drawing.links.forEach((l) => {
      for (const key of ['0' + l.from, '1' + l.to]) {
        sums.set(key, (sums.get(key) || 0) + l.count);
      }
    });
    const all = drawing.links.reduce((sum, l) => sum + l.count, 0);
    const nodes = ['0', '1'].flatMap((side) => Object.keys(drawing.slots)
      .filter((name) => sums.has(side + name))
      .map((name) => ({
        name: side + name, depth: Number(side),
        itemStyle: { color: slot(theme.slots, drawing.slots[name]), borderColor: theme.text, borderWidth: 0.5 },
        label: { position: side === '0' ? 'right' : 'left' },
      })));
    const option = base(theme);
    const share = (count) => count.toLocaleString('en') + ' (' + (100 * count / all).toPrecision(2) + ' %)';
    option.tooltip.formatter = (p) => (p.dataType === 'edge'
      ? p.data.source.slice(1) + ' → ' + p.data.target.slice(1) + '\n' + share(p.data.value)
      : p.name.slice(1) + '\n' + share(sums.get(p.name)));
    const heading = { top: 0, textStyle: { color: theme.text, fontSize: 13, fontWeight: 'bold' } };
    option.title = [
      Object.assign({ text: drawing.left, left: 4 }, heading), Object.assign({ text: drawing.right, right: 4 }, heading),
    ];
    option.series = [{
      type: 'sankey', left: 6, right: 6, top: 30, bottom: 12, nodeWidth: 16, nodeGap: 18,
      // Outcomes stand in one order on both sides.
      layoutIterations: 0, draggable: false, nodeAlign: 'left',
      data: nodes,
      links: drawing.links.map((l) => ({ source: '0' + l.from, target: '1' + l.to, value: l.count })),
      lineStyle: { color: 'source', opacity: 0.38, curveness: 0.5 },
      emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.6 } },
      label: {
        color: theme.text, fontSize: FONT, textBorderColor: theme.background, textBorderWidth: 3,
        formatter: (p) => p.name.slice(1) + '  ' + sums.get(p.name).toLocaleString('en'),
      },
    }];
    return { height: width < 520 ? 420 : 380, option };
  }

  function rows(drawing, width, theme) {
    const values = drawing.rows.flatMap((r) => r.values);
    const x = scaled(drawing.x, values, width < 520 ? 4 : 7);
    const option = base(theme);
    const height = 26 * drawing.rows.length;
    option.grid = [{ left: LEFT, right: RIGHT, top: 26, height }];
    option.xAxis = [axisOption(theme, x, drawing.x.label, 0, 28)];
    option.yAxis = [{
      type: 'category', inverse: true, data: drawing.rows.map((r) => r.name),
      name: drawing.label, nameLocation: 'start', nameGap: 10,
      nameTextStyle: { color: theme.text, fontSize: FONT, align: 'right' },
      axisLabel: { color: theme.text, fontSize: FONT, interval: 0, width: LEFT - 30, overflow: 'truncate' },
      axisLine: { onZero: false, lineStyle: { color: theme.muted } }, axisTick: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
    }];
    const points = drawing.rows.flatMap((r, i) => r.values.filter((v) => v !== null).map((v) => [x.place(v), i, v]));
    const strokes = (kept, color, symbol, symbolSize) => ({
      type: 'scatter', symbol, symbolSize, itemStyle: { color, opacity: 1 }, encode: { x: 0, y: 1 }, data: points.filter((p) => kept(p[2])),
    });
    option.series = [
      strokes((v) => v >= -drawing.x.unit, theme.slots[0], 'rect', [2.5, 15]),
      strokes((v) => v < -drawing.x.unit, theme.slots[1], 'triangle', 10),
    ];
    option.series[0].markLine = {
      silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: theme.muted, type: 'solid', width: 1.5 },
      data: [{ xAxis: 0 }],
    };
    option.tooltip.formatter = (p) => drawing.label + ' ' + drawing.rows[p.value[1]].name + '\n' + number(p.value[2]);
    return { height: height + 78, option };
  }

  function plane(drawing, width, theme) {
    const { x, y } = drawing;
    const place = (v) => (v === null ? null : Math.log10(Math.max(v, drawing.floor)));
    const depths = drawing.values.map(place);
    const known = depths.filter((d) => d !== null);
    // The bottom of a well is one point and many decades deep: the scale ends where a fiftieth of the plane is lower.
    const low = known.slice().sort((a, b) => a - b)[Math.floor(known.length / 50)];
    const high = Math.max(...known, low + 1e-9);
    const lower = known.some((d) => d < low) || low <= Math.log10(drawing.floor) + 1e-9;
    const edges = (c) => c.map((v, i) => (i === 0 ? v - (c[1] - v) / 2 || 0 : (c[i - 1] + v) / 2))
      .concat(c.length > 1 ? c[c.length - 1] + (c[c.length - 1] - c[c.length - 2]) / 2 : c[0] + 1);
    const ex = edges(x);
    const ey = edges(y);
    // A plane alone in its row is not to fill the screen.
    const inner = Math.min(width - LEFT - RIGHT, 560);
    // The same unit in both directions, unless the plane is far from square.
    const ratio = Math.max(0.5, Math.min(1.2, (ey[y.length] - ey[0]) / (ex[x.length] - ex[0])));
    const option = base(theme);
    const ticks = width < 520 ? 4 : 6;
    const bounds = (e) => ({ min: e[0], max: e[e.length - 1], interval: linear([0, e[e.length - 1] - e[0]], ticks, false).interval });
    const side = (e, label, gap) => {
      const axis = axisOption(theme, Object.assign({ format: number }, bounds(e)), label, 0, gap);
      // Ends of the grid are no round numbers.
      delete axis.interval;
      Object.assign(axis, { splitNumber: ticks, splitLine: { show: false } });
      Object.assign(axis.axisLabel, { showMinLabel: false, showMaxLabel: false });
      return axis;
    };
    option.grid = [{ left: LEFT, width: inner, top: 10, height: inner * ratio }];
    option.xAxis = [side(ex, 'across', 28)];
    option.yAxis = [side(ey, 'up', LEFT - 22)];
    // One element for each shade, not for each cell: a page has many planes.
    const shades = [...Array(SHADES).keys()].map((k) => low + (high - low) * (k + 0.5) / SHADES);
    const cells = shades.map(() => []);
    depths.forEach((d, k) => {
      if (d !== null) {
        cells[Math.max(0, Math.min(SHADES - 1, Math.floor(SHADES * (d - low) / (high - low))))].push([k % x.length, Math.floor(k / x.length)]);
      }
    });
    option.series = [{
      type: 'custom', silent: true, tooltip: { show: false }, encode: { x: 0, y: 1 },
      data: shades.map((shade) => [x[0], y[0], shade]),
      renderItem: (params, api) => {
        const rect = ([i, j]) => {
          const a = api.coord([ex[i], ey[j + 1]]);
          const b = api.coord([ex[i + 1], ey[j]]);
          // Half a pixel over the neighbour, or the background shines through.
          const size = [b[0] - a[0] + 0.5, b[1] - a[1] + 0.5].map((v) => v.toFixed(1));
          return 'M' + a.map((v) => v.toFixed(1)).join(' ') + 'h' + size[0] + 'v' + size[1] + 'h-' + size[0] + 'Z';
        };
        return {
          type: 'path',
          shape: { pathData: cells[params.dataIndex].map(rect).join('') || 'M0 0' },
          style: { fill: api.visual('color') },
        };
      },
    }, contours(x, y, depths, low, high), ...marks(drawing, theme)];
    option.visualMap = {
      type: 'continuous', min: low, max: high, dimension: 2, seriesIndex: 0, inRange: { color: DEPTHS },
      orient: 'horizontal', left: inner < 400 ? 'center' : LEFT, bottom: 0, itemWidth: 12, itemHeight: Math.min(200, inner / 2),
      text: [number(Math.pow(10, high)), drawing.label + '  ' + (lower ? '≤ ' : '') + number(Math.pow(10, low))],
      textStyle: { color: theme.text, fontSize: FONT }, hoverLink: false,
    };
    option.tooltip.formatter = (p) => (p.name ? p.name + '\n' : '') + 'across ' + number(p.value[0]) + '\nup ' + number(p.value[1]);
    return { height: inner * ratio + 88, option };
  }

  // Marching squares at the powers of ten, at most a dozen of them, some within the deepest shade.
  function contours(x, y, depths, low, high) {
    const step = Math.max(1, Math.ceil((high - low + 3) / 12));
    const levels = [];
    for (let level = Math.ceil(low - 3); level < high; level += step) {
      levels.push(level);
    }
    const segments = levels.map((level) => {
      const found = [];
      for (let j = 0; j + 1 < y.length; j += 1) {
        for (let i = 0; i + 1 < x.length; i += 1) {
          const at = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([a, b]) => [x[a], y[b], depths[b * x.length + a]]);
          if (at.some((p) => p[2] === null)) {
            continue;
          }
          const cuts = [];
          for (let e = 0; e < 4; e += 1) {
            const p = at[e];
            const q = at[(e + 1) % 4];
            if ((p[2] < level) !== (q[2] < level)) {
              const t = (level - p[2]) / (q[2] - p[2]);
              cuts.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
            }
          }
          for (let c = 0; c + 1 < cuts.length; c += 2) {
            found.push([cuts[c], cuts[c + 1]]);
          }
        }
      }
      return found;
    });
    return {
      type: 'custom', silent: true, z: 3, tooltip: { show: false }, data: levels.map((l) => [x[0], y[0], l]), encode: { x: 0, y: 1 },
      renderItem: (params, api) => {
        const text = (p) => api.coord(p).map((v) => v.toFixed(1)).join(' ');
        const bright = (levels[params.dataIndex] - low) / (high - low) > 0.55;
        return {
          type: 'path',
          shape: { pathData: segments[params.dataIndex].map(([p, q]) => 'M' + text(p) + 'L' + text(q)).join('') || 'M0 0' },
          style: { fill: 'none', stroke: bright ? '#000000' : '#ffffff', lineWidth: 0.8, opacity: 0.7 },
        };
      },
    };
  }

  function marks(drawing, theme) {
    const points = [];
    for (let k = 0; k + 1 < drawing.marks.length; k += 2) {
      points.push([drawing.marks[k], drawing.marks[k + 1]]);
    }
    if (!points.length) {
      return [];
    }
    const ring = { color: '#ffffff', borderColor: '#000000', borderWidth: 2 };
    if (!drawing.way) {
      return [{
        type: 'scatter', z: 6, symbol: 'circle', symbolSize: 20, itemStyle: ring,
        data: points.map((value, i) => ({ value, name: 'minimum ' + drawing.names[i] })),
        label: { show: true, color: '#000000', fontSize: 11, fontWeight: 'bold', formatter: (p) => drawing.names[p.dataIndex] || '' },
      }];
    }
    const line = (color, width, z) => ({
      type: 'line', z, data: points, symbol: 'circle', symbolSize: width + 1.5, showAllSymbol: true, itemStyle: { color }, lineStyle: { color, width }, silent: true,
    });
    const end = (value, symbol, name) => ({
      type: 'scatter', z: 7, symbol, symbolSize: 14, itemStyle: ring, data: [{ value, name }],
    });
    return [
      line('#000000', 4, 4), line('#ffffff', 1.8, 5), end(points[0], 'circle', 'start'), end(points[points.length - 1], 'diamond', 'end'),
    ];
  }

  const KINDS = { panels, flows, rows, plane };

  return {
    /* The height that the drawing wants at a width, and its options. */
    build: (drawing, width, dark) => KINDS[drawing.kind](drawing, width, dark ? DARK : LIGHT),
  };
}());
