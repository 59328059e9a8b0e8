// Tables of the class sortable get a button in each heading that orders their rows. What has no
// number or word stands last in either order; rows that are equal keep theirs.
(function () {
  'use strict';

  // Which of two comes last because it is missing.
  function missing(a, b) {
    return (a === '') - (b === '');
  }

  function value(row, column) {
    const cell = row.cells[column];
    return cell.hasAttribute('data-value') ? cell.getAttribute('data-value') : cell.textContent;
  }

  function sort(table, column, down) {
    const body = table.tBodies[0];
    const numeric = table.tHead.rows[0].cells[column].hasAttribute('data-numeric');
    const rows = Array.from(body.rows, (row) => ({ row: row, value: value(row, column) }));
    rows.sort(function (a, b) {
      if (a.value === '' || b.value === '') {
        return missing(a.value, b.value);
      }

      const order = numeric
        ? Number(a.value) - Number(b.value)
        : a.value.localeCompare(b.value, 'en', { numeric: true });
      return down ? -order : order;
    });
    rows.forEach((entry) => body.appendChild(entry.row));
  }

  document.querySelectorAll('table.sortable').forEach(function (table) {
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(table, column, down);
      });
    });
  });
})();
