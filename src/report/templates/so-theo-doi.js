/* Filters the register. Without it the page is whole. <![CDATA[ */
(function () {
  'use strict';
  var form = document.querySelector('form.filters');
  var rows = Array.from(document.querySelectorAll('table.lines tbody tr'));
  var shown = form.querySelector('.shown');
  var fields = Array.from(form.querySelectorAll('select'));
  var search = form.querySelector('input');
  function plain(text) {
    return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd');
  }
  var words = rows.map(function (row) { return plain(row.textContent); });
  function apply() {
    var wanted = plain(search.value.trim());
    var many = 0;
    rows.forEach(function (row, nth) {
      var fits = words[nth].indexOf(wanted) >= 0 && fields.every(function (field) {
        return !field.value || row.getAttribute('data-' + field.name) === field.value;
      });
      row.hidden = !fits;
      many += fits ? 1 : 0;
    });
    shown.textContent = 'Đang hiện ' + many + ' trong ' + rows.length + ' hồ sơ.';
  }
  form.addEventListener('input', apply);
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  form.hidden = false;
  /* Inside another page a link to a place here would lead to that page. */
  document.addEventListener('click', function (event) {
    var link = window.parent !== window && event.target.closest('a[href^="#"]');
    var place = link && document.getElementById(link.getAttribute('href').slice(1));
    if (!place) { return; }
    event.preventDefault();
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  });
  apply();
}());
/* ]]> */
