'use strict';
(() => {
  const said = document.getElementById('said');
  const copyOld = (pre) => {
    const range = document.createRange();
    range.selectNodeContents(pre);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand('copy');
  };
  const copy = async (pre) => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      return true;
    } catch {
      return copyOld(pre);
    }
  };
  document.querySelectorAll('pre[data-here]').forEach((pre) => {
    pre.textContent = pre.textContent.replace(pre.dataset.here, location.origin);
  });
  document.querySelectorAll('pre[data-copy]').forEach((pre) => {
    const label = pre.parentElement.querySelector('.label');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy: ' + label.textContent);
    button.addEventListener('click', async () => {
      const done = await copy(pre);
      button.textContent = done ? 'Copied' : 'Selected';
      said.textContent = done ? 'Copied' : 'Selected, copy it with the keyboard';
      setTimeout(() => { button.textContent = 'Copy'; said.textContent = ''; }, 2000);
    });
    pre.parentElement.append(button);
  });
  document.querySelectorAll('textarea').forEach((area) => {
    const over = (event) => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        area.classList.add('over');
      }
    };
    area.addEventListener('dragover', over);
    area.addEventListener('dragleave', () => area.classList.remove('over'));
    area.addEventListener('drop', async (event) => {
      const file = event.dataTransfer.files[0];
      area.classList.remove('over');
      if (file) {
        event.preventDefault();
        area.value = await file.text();
        said.textContent = file.name + ' is in ' + area.labels[0].textContent;
      }
    });
  });
})();
