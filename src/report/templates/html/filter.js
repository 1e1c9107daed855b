/* Filters the findings, opens what a link leads to, copies links. Without it the page is whole. <![CDATA[ */
(function () {
  'use strict';
  var MARK = '#loc:';
  document.querySelectorAll('.vtvl').forEach(function (root) {
    var form = root.querySelector('form.filters');
    if (!form) { return; }
    var status = form.querySelector('.shown');
    var copied = form.querySelector('.copied');
    var findings = Array.from(root.querySelectorAll('#ket-qua .finding'));
    var causes = root.querySelectorAll('#ket-qua .part > .finding').length;
    var fields = Array.from(form.querySelectorAll('select'));
    form.hidden = false;

    function has(finding, field) {
      var value = field.value;
      if (!value) { return true; }
      return (finding.getAttribute('data-' + field.name) || '').split(' ').indexOf(value) >= 0;
    }
    function address(state) {
      var bare = location.href.split('#')[0];
      try { history.replaceState(null, '', state ? bare + MARK + state : bare); } catch (refused) { /* a page inside another */ }
    }
    function apply(keep) {
      var active = fields.filter(function (field) { return field.value; });
      var fit = findings.filter(function (finding) { return fields.every(function (field) { return has(finding, field); }); });
      findings.forEach(function (finding) { finding.hidden = fit.indexOf(finding) < 0; });
      // What only follows from another stands inside it.
      fit.forEach(function (finding) {
        var cause = finding.parentElement.closest('.finding');
        if (cause && active.length) { cause.hidden = false; finding.closest('.echoes').open = true; }
      });
      root.querySelectorAll('#ket-qua .part').forEach(function (part) {
        part.hidden = active.length > 0 && !part.querySelector('.finding:not([hidden])');
      });
      if (!active.length) { say('Đang hiện cả ' + causes + ' nội dung.'); }
      else if (!fit.length) { say('Không có nội dung nào; hãy bớt điều kiện lọc.'); }
      else { say('Có ' + fit.length + ' nội dung theo bộ lọc.'); }
      if (!keep) {
        address(active.map(function (field) { return field.name + '=' + encodeURIComponent(field.value); }).join('&'));
      }
    }
    function say(text) { if (status.textContent !== text) { status.textContent = text; } }
    function clear() { fields.forEach(function (field) { field.value = ''; }); }
    function read() {
      var hash = location.hash;
      if (hash.indexOf(MARK) === 0) {
        clear();
        hash.slice(MARK.length).split('&').forEach(function (pair) {
          var cut = pair.indexOf('=');
          var field = fields.find(function (one) { return one.name === pair.slice(0, cut); });
          if (!field) { return; }
          try { field.value = decodeURIComponent(pair.slice(cut + 1)); } catch (malformed) { return; }
          if (field.selectedIndex === -1) { field.value = ''; }
        });
        apply(true);
        return;
      }
      var target = hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
      if (!target || !root.contains(target)) { return; }
      if (target.closest('[hidden]')) { clear(); apply(true); }
      if (target.classList.contains('finding')) {
        var proof = target.querySelector('details.proof');
        if (proof) { proof.open = true; }
        var inside = target.closest('.echoes');
        if (inside) { inside.open = true; }
      }
      target.scrollIntoView();
    }
    function all(open) {
      root.querySelectorAll('#ket-qua .finding:not([hidden]) details').forEach(function (one) { one.open = open; });
    }

    function reveal(event) {
      if (!event.target.open) { return; }
      event.target.querySelectorAll('.scroll').forEach(function (box) {
        var marked = box.querySelector('.marked');
        if (!marked) { return; }
        var beyond = marked.getBoundingClientRect().right - box.getBoundingClientRect().right;
        if (beyond > 0) { box.scrollLeft += beyond + 24; }
      });
    }

    root.addEventListener('toggle', reveal, true);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('change', function () { apply(false); });
    form.addEventListener('reset', function (event) { event.preventDefault(); clear(); apply(false); });
    form.querySelector('.open-all').addEventListener('click', function () { all(true); });
    form.querySelector('.close-all').addEventListener('click', function () { all(false); });
    root.addEventListener('click', function (event) {
      var link = event.target.closest('.link a');
      if (!link || !navigator.clipboard) { return; }
      navigator.clipboard.writeText(link.href).then(function () {
        copied.textContent = 'Đã chép liên kết tới mục.';
        link.textContent = link.textContent.replace(/( \(đã chép\))?$/, ' (đã chép)');
      }, function () { /* the address is in the bar */ });
    });
    window.addEventListener('hashchange', read);
    var opened = [];
    window.addEventListener('beforeprint', function () {
      opened = Array.from(root.querySelectorAll('details:not([open])'));
      opened.forEach(function (one) { one.open = true; });
    });
    window.addEventListener('afterprint', function () { opened.forEach(function (one) { one.open = false; }); });
    read();
  });
}());
/* ]]> */
