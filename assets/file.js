// A field for a file: mounts the native input that dashboard/components/forms.py describes.
"use strict";

window.nyttja = window.nyttja || {};

window.nyttja.FileInput = ({ id, name, accept }) =>
  React.createElement("input", {
    type: "file",
    id,
    name,
    accept,
    required: true,
    className: "form-control",
  });
