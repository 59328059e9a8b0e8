package org.minimacensus.report;

import java.util.List;

/**
 * Holds what a browser has drawn against the data of the page: for each number of a figure there
 * must be a line or a mark in the colour of its series at the place that the axes give it. Grids,
 * axes, rules and legends are none. What is empty, or drawn elsewhere, is missed.
 */
final class DrawnFigures {
  /** Of lines and marks, in pixels. */
  private static final String SCRIPT =
      """
      const source = document.getElementById('figures-data');
      const drawings = source ? JSON.parse(source.textContent) : {};
      const near = 2;
      const missed = [];
      // As the browser writes them: colours of attributes and of options alike.
      const probe = document.createElement('i');
      document.body.append(probe);
      const color = (text) => {
        probe.style.color = '';
        probe.style.color = text;
        return getComputedStyle(probe).color;
      };
      const place = (axis, v) => {
        if (axis.scale === 'log') { return v > 0 ? Math.log10(v) : -Infinity; }
        if (axis.scale === 'symlog') {
          const a = Math.abs(v) / axis.unit;
          return Math.sign(v) * (a <= 1 ? a : 1 + Math.log10(a));
        }
        return v;
      };
      const numbers = (path) => (path.match(/-?[\\d.]+(e-?\\d+)?/g) || []).map(Number);
      const distance = (p, a, b) => {
        const d = [b[0] - a[0], b[1] - a[1]];
        const square = d[0] * d[0] + d[1] * d[1];
        const t = square === 0 ? 0
          : Math.max(0, Math.min(1, ((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / square));
        return Math.hypot(p[0] - a[0] - t * d[0], p[1] - a[1] - t * d[1]);
      };
      // Straight pieces of a path of M and L, in the units of the drawing.
      const pieces = (path) => {
        const found = [];
        let at = null;
        for (const part of path.match(/[ML][^MLZ]*/g) || []) {
          const n = numbers(part);
          for (let k = 0; k + 1 < n.length; k += 2) {
            const next = [n[k], n[k + 1]];
            if (at !== null && (part[0] === 'L' || k > 0)) { found.push([at, next]); }
            at = next;
          }
        }
        return found;
      };
      const hollow = (fill) => fill === 'none' || fill === 'rgba(0, 0, 0, 0)';
      // Shapes of a drawing with an extent and a colour: their middle and their pieces.
      const shapes = (svg) => {
        const from = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('path, polygon, polyline, circle, ellipse, rect')]
          .filter((e) => !e.closest('defs, clipPath')).map((e) => {
            const box = e.getBoundingClientRect();
            const style = getComputedStyle(e);
            const d = e.getAttribute('d') || '';
            return {
              e, d, width: box.width, height: box.height, fill: style.fill, stroke: style.stroke,
              seen: Number(style.opacity) * Number(hollow(style.fill) ? style.strokeOpacity : style.fillOpacity) > 0,
              middle: [box.x - from.x + box.width / 2, box.y - from.y + box.height / 2],
            };
          }).filter((s) => s.width + s.height > 0 && s.seen);
      };
      // From placed numbers to pixels, at the ends of the axis what lies beyond.
      const scale = (chart, name, index) => {
        const axis = chart.getModel().getComponent(name, index).axis;
        const [low, high] = axis.scale.getExtent();
        const r = chart.getModel().getComponent('grid', index).coordinateSystem.getRect();
        return (v) => {
          const share = (Math.max(low, Math.min(high, v)) - low) / (high - low);
          return name === 'xAxis' ? r.x + share * r.width : r.y + r.height - share * r.height;
        };
      };
      const check = (what, points, found) => {
        const lost = points.filter((p) => !found(p)).length;
        if (lost > 0) { missed.push(what + ': ' + lost + ' of ' + points.length + ' are not drawn'); }
      };
      const marked = (all, c) => {
        const marks = all.filter((s) => (s.fill === c || s.stroke === c) && s.width < 30 && s.height < 30);
        return (p) => marks.some((s) => Math.hypot(s.middle[0] - p[0], s.middle[1] - p[1]) <= near);
      };
      const lined = (all, c) => {
        const drawn = all.filter((s) => hollow(s.fill) && s.stroke === c).flatMap((s) => pieces(s.d));
        return (p) => drawn.some(([a, b]) => distance(p, a, b) <= near);
      };
      const kinds = {
        panels: (id, drawing, chart, all, width) => {
          let k = 0;
          const option = chart.getOption();
          drawing.panels.forEach((panel, i) => {
            const x = scale(chart, 'xAxis', i);
            const y = scale(chart, 'yAxis', i);
            k += panel.bands.length;
            panel.series.forEach((s) => {
              const what = id + ', ' + s.name + ' of ' + panel.y.label;
              const of = option.series[k];
              k += 1;
              const points = s.points.filter((p) => p[0] !== null && p[1] !== null)
                .map((p) => [x(place(drawing.x, p[0])), y(place(panel.y, p[1]))]);
              if (!points.length) { missed.push(what + ' has no points'); return; }
              const line = s.line === 'none' ? null : color(of.lineStyle.color);
              const mark = s.mark === 'none' ? null : color(s.mark === 'hollow' ? of.itemStyle.borderColor : of.itemStyle.color);
              // A point alone is no line.
              const dots = marked(all, line === null ? mark : color(of.itemStyle.color));
              const along = line === null ? null : lined(all, line);
              if (along !== null) { check(what + ', line', points, (p) => along(p) || dots(p)); }
              // On narrow screens only some points of a line have marks.
              if (mark !== null && (along === null || width > 520)) { check(what + ', marks', points, marked(all, mark)); }
            });
          });
        },
        rows: (id, drawing, chart, all) => {
          const x = scale(chart, 'xAxis', 0);
          const r = chart.getModel().getComponent('grid', 0).coordinateSystem.getRect();
          const colors = chart.getOption().series.map((s) => color(s.itemStyle.color));
          drawing.rows.forEach((row, i) => {
            const down = (v) => (v < -drawing.x.unit ? 1 : 0);
            const at = (v) => [x(place(drawing.x, v)), r.y + (i + 0.5) * r.height / drawing.rows.length];
            [0, 1].forEach((side) => check(id + ', row ' + row.name,
              row.values.filter((v) => v !== null && down(v) === side).map(at), marked(all, colors[side])));
          });
        },
        flows: (id, drawing, chart, all) => {
          const nodes = new Set(drawing.links.flatMap((l) => ['0' + l.from, '1' + l.to]));
          const colors = new Set(chart.getOption().series[0].data.map((n) => color(n.itemStyle.color)));
          const filled = all.filter((s) => colors.has(s.fill));
          const wanted = nodes.size + drawing.links.length;
          if (filled.length !== wanted) { missed.push(id + ': ' + filled.length + ' of ' + wanted + ' ends and bands'); }
        },
        plane: (id, drawing, chart, all) => {
          const x = scale(chart, 'xAxis', 0);
          const y = scale(chart, 'yAxis', 0);
          const r = chart.getModel().getComponent('grid', 0).coordinateSystem.getRect();
          const inside = (s) => s.middle[0] > r.x && s.middle[0] < r.x + r.width && s.middle[1] > r.y && s.middle[1] < r.y + r.height;
          const cells = all.filter((s) => !hollow(s.fill) && inside(s) && s.stroke === 'none')
            .reduce((sum, s) => sum + (s.d.match(/M/g) || []).length, 0);
          const finite = drawing.values.filter((v) => v !== null).length;
          if (cells < finite) { missed.push(id + ': ' + cells + ' of ' + finite + ' cells'); }
          const points = [];
          for (let k = 0; k + 1 < drawing.marks.length; k += 2) { points.push([x(drawing.marks[k]), y(drawing.marks[k + 1])]); }
          check(id + ', marks', points, drawing.way ? lined(all, color('#ffffff')) : marked(all, color('#ffffff')));
        },
      };
      document.querySelectorAll('.plot').forEach((plot) => {
        const id = plot.dataset.figure;
        const svg = plot.querySelector('svg');
        const box = plot.getBoundingClientRect();
        if (!svg || box.width === 0 || box.height === 0 || !drawings[id]) { missed.push(id + ' is not drawn'); return; }
        kinds[drawings[id].kind](id, drawings[id], echarts.getInstanceByDom(plot), shapes(svg), box.width);
      });
      probe.remove();
      return missed;
      """;

  private DrawnFigures() {}

  /** What of the open page's figures is missed, in words that begin with the id of the figure. */
  static List<String> missed(Browser browser) {
    return ((List<?>) browser.run(SCRIPT)).stream().map(Object::toString).toList();
  }
}
