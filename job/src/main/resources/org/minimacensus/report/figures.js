'use strict';

/*
 * Draws the figures of a page: each element .plot by the data of its figure, as SVG, in the colours of the reader's
 * choice and as wide as there is room. Without this script the page shows the tables alone; a figure that cannot be
 * drawn goes back to its table.
 */
(function () {
  const PRINTED_WIDTH = 640;
  const source = document.getElementById('figures-data');
  if (!source || typeof echarts === 'undefined') {
    return;
  }

  const drawings = JSON.parse(source.textContent);
  const night = window.matchMedia('(prefers-color-scheme: dark)');
  const plots = [...document.querySelectorAll('.plot[data-figure]')].filter((p) => drawings[p.dataset.figure]);
  const twins = [...document.querySelectorAll('details.twin')];
  const charts = new Map();
  const widths = new Map();

  function draw(plot, width, dark) {
    const { height, option } = figureCharts.build(drawings[plot.dataset.figure], width, dark);
    plot.style.height = Math.ceil(height) + 'px';
    let chart = charts.get(plot);
    if (!chart) {
      chart = echarts.init(plot, null, { renderer: 'svg', width, height });
      charts.set(plot, chart);
    } else {
      chart.resize({ width, height });
    }
    chart.setOption(option, true);
    widths.set(plot, width);
  }

  function attempt(plot, width, dark) {
    try {
      draw(plot, width, dark);
    } catch (e) {
      // The table says it all.
      plot.hidden = true;
      plot.parentElement.querySelector('details').open = true;
      console.error('figure ' + plot.dataset.figure + ' cannot be drawn', e);
    }
  }

  function drawAll() {
    plots.filter((p) => !p.hidden && p.clientWidth > 0).forEach((p) => attempt(p, p.clientWidth, night.matches));
  }

  document.documentElement.classList.add('drawn');
  twins.forEach((t) => {
    t.open = false;
  });
  drawAll();

  night.addEventListener('change', drawAll);
  // Heights change with widths and not the other way round, so this comes to rest.
  const room = new ResizeObserver((entries) => window.requestAnimationFrame(() => entries
    .map((e) => e.target)
    .filter((p) => !p.hidden && p.clientWidth > 0 && p.clientWidth !== widths.get(p))
    .forEach((p) => attempt(p, p.clientWidth, night.matches))));
  plots.forEach((p) => room.observe(p));

  // Paper is bright and narrow, and cannot be unfolded.
  let unfolded = [];
  window.addEventListener('beforeprint', () => {
    unfolded = twins.filter((t) => !t.open);
    unfolded.forEach((t) => {
      t.open = true;
    });
    plots.filter((p) => !p.hidden).forEach((p) => attempt(p, PRINTED_WIDTH, false));
  });
  window.addEventListener('afterprint', () => {
    unfolded.forEach((t) => {
      t.open = false;
    });
    drawAll();
  });
}());
