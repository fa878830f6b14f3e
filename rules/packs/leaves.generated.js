// Generated from rules/packs by scripts/generate-pack-leaves.mjs.
"use strict";
const leaf0 = validate10, schema11 = { const: "esp", $id: "leaf0" };
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== "esp" ? (validate10.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: "esp" } }], !1) : (validate10.errors = vErrors, errors === 0);
}
const leaf1 = validate11, schema12 = { const: "pass", $id: "leaf1" };
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== "pass" ? (validate11.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: "pass" } }], !1) : (validate11.errors = vErrors, errors === 0);
}
const leaf2 = validate12, schema13 = { const: "yes", $id: "leaf2" };
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== "yes" ? (validate12.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: "yes" } }], !1) : (validate12.errors = vErrors, errors === 0);
}
const leaf3 = validate13, schema14 = { const: 2, $id: "leaf3" };
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== 2 ? (validate13.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: 2 } }], !1) : (validate13.errors = vErrors, errors === 0);
}
const leaf4 = validate14, schema15 = { const: !1, $id: "leaf4" };
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== !1 ? (validate14.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: !1 } }], !1) : (validate14.errors = vErrors, errors === 0);
}
const leaf5 = validate15, schema16 = { const: !0, $id: "leaf5" };
function validate15(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== !0 ? (validate15.errors = [{ instancePath, schemaPath: "#/const", keyword: "const", params: { allowedValue: !0 } }], !1) : (validate15.errors = vErrors, errors === 0);
}
const leaf6 = validate16, schema17 = { contains: { enum: [16, 20] }, $id: "leaf6" };
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    const _errs0 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs1 = errors;
      if (!(data0 === 16 || data0 === 20)) {
        const err0 = { instancePath: instancePath + "/" + i0, schemaPath: "#/contains/enum", keyword: "enum", params: { allowedValues: schema17.contains.enum } };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid0 = _errs1 === errors;
      if (valid0)
        break;
    }
    if (valid0)
      errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
    else
      return validate16.errors = [{ instancePath, schemaPath: "#/contains", keyword: "contains", params: { minContains: 1 } }], !1;
  }
  return validate16.errors = vErrors, errors === 0;
}
const leaf7 = validate17, schema18 = { enum: ["tunnel"], $id: "leaf7" };
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data !== "tunnel" ? (validate17.errors = [{ instancePath, schemaPath: "#/enum", keyword: "enum", params: { allowedValues: schema18.enum } }], !1) : (validate17.errors = vErrors, errors === 0);
}
const leaf8 = validate18, schema19 = { enum: [0, 1], $id: "leaf8" };
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data === 0 || data === 1 ? (validate18.errors = vErrors, errors === 0) : (validate18.errors = [{ instancePath, schemaPath: "#/enum", keyword: "enum", params: { allowedValues: schema19.enum } }], !1);
}
const leaf9 = validate19, schema20 = { enum: [0, 2], $id: "leaf9" };
function validate19(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return data === 0 || data === 2 ? (validate19.errors = vErrors, errors === 0) : (validate19.errors = [{ instancePath, schemaPath: "#/enum", keyword: "enum", params: { allowedValues: schema20.enum } }], !1);
}
const leaf10 = validate20, schema21 = { items: { enum: ["aes-128-cbc", "aes-128-ctr", "aes-128-ccm-8", "aes-128-ccm-12", "aes-128-ccm-16", "aes-128-gcm-8", "aes-128-gcm-12", "aes-128-gcm-16", "aes-192-cbc", "aes-192-ctr", "aes-192-ccm-8", "aes-192-ccm-12", "aes-192-ccm-16", "aes-192-gcm-8", "aes-192-gcm-12", "aes-192-gcm-16", "aes-256-cbc", "aes-256-ctr", "aes-256-ccm-8", "aes-256-ccm-12", "aes-256-ccm-16", "aes-256-gcm-8", "aes-256-gcm-12", "aes-256-gcm-16", "camellia-128-cbc", "camellia-128-ctr", "camellia-128-ccm-8", "camellia-128-ccm-12", "camellia-128-ccm-16", "camellia-192-cbc", "camellia-192-ctr", "camellia-192-ccm-8", "camellia-192-ccm-12", "camellia-192-ccm-16", "camellia-256-cbc", "camellia-256-ctr", "camellia-256-ccm-8", "camellia-256-ccm-12", "camellia-256-ccm-16"] }, $id: "leaf10" };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "aes-128-cbc" || data0 === "aes-128-ctr" || data0 === "aes-128-ccm-8" || data0 === "aes-128-ccm-12" || data0 === "aes-128-ccm-16" || data0 === "aes-128-gcm-8" || data0 === "aes-128-gcm-12" || data0 === "aes-128-gcm-16" || data0 === "aes-192-cbc" || data0 === "aes-192-ctr" || data0 === "aes-192-ccm-8" || data0 === "aes-192-ccm-12" || data0 === "aes-192-ccm-16" || data0 === "aes-192-gcm-8" || data0 === "aes-192-gcm-12" || data0 === "aes-192-gcm-16" || data0 === "aes-256-cbc" || data0 === "aes-256-ctr" || data0 === "aes-256-ccm-8" || data0 === "aes-256-ccm-12" || data0 === "aes-256-ccm-16" || data0 === "aes-256-gcm-8" || data0 === "aes-256-gcm-12" || data0 === "aes-256-gcm-16" || data0 === "camellia-128-cbc" || data0 === "camellia-128-ctr" || data0 === "camellia-128-ccm-8" || data0 === "camellia-128-ccm-12" || data0 === "camellia-128-ccm-16" || data0 === "camellia-192-cbc" || data0 === "camellia-192-ctr" || data0 === "camellia-192-ccm-8" || data0 === "camellia-192-ccm-12" || data0 === "camellia-192-ccm-16" || data0 === "camellia-256-cbc" || data0 === "camellia-256-ctr" || data0 === "camellia-256-ccm-8" || data0 === "camellia-256-ccm-12" || data0 === "camellia-256-ccm-16"))
        return validate20.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema21.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate20.errors = vErrors, errors === 0;
}
const leaf11 = validate21, schema22 = { items: { enum: ["aes-128-cbc", "aes-128-ctr", "aes-128-ccm-8", "aes-128-ccm-12", "aes-128-ccm-16", "aes-128-gcm-8", "aes-128-gcm-12", "aes-128-gcm-16", "aes-192-cbc", "aes-192-ctr", "aes-192-ccm-8", "aes-192-ccm-12", "aes-192-ccm-16", "aes-192-gcm-8", "aes-192-gcm-12", "aes-192-gcm-16", "aes-256-cbc", "aes-256-ctr", "aes-256-ccm-8", "aes-256-ccm-12", "aes-256-ccm-16", "aes-256-gcm-8", "aes-256-gcm-12", "aes-256-gcm-16"] }, $id: "leaf11" };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "aes-128-cbc" || data0 === "aes-128-ctr" || data0 === "aes-128-ccm-8" || data0 === "aes-128-ccm-12" || data0 === "aes-128-ccm-16" || data0 === "aes-128-gcm-8" || data0 === "aes-128-gcm-12" || data0 === "aes-128-gcm-16" || data0 === "aes-192-cbc" || data0 === "aes-192-ctr" || data0 === "aes-192-ccm-8" || data0 === "aes-192-ccm-12" || data0 === "aes-192-ccm-16" || data0 === "aes-192-gcm-8" || data0 === "aes-192-gcm-12" || data0 === "aes-192-gcm-16" || data0 === "aes-256-cbc" || data0 === "aes-256-ctr" || data0 === "aes-256-ccm-8" || data0 === "aes-256-ccm-12" || data0 === "aes-256-ccm-16" || data0 === "aes-256-gcm-8" || data0 === "aes-256-gcm-12" || data0 === "aes-256-gcm-16"))
        return validate21.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema22.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate21.errors = vErrors, errors === 0;
}
const leaf12 = validate22, schema23 = { items: { enum: ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-ctr", "aes-192-ctr", "aes-256-ctr", "aes-128-ccm-8", "aes-128-ccm-12", "aes-128-ccm-16", "aes-192-ccm-8", "aes-192-ccm-12", "aes-192-ccm-16", "aes-256-ccm-8", "aes-256-ccm-12", "aes-256-ccm-16", "aes-128-gcm-8", "aes-128-gcm-12", "aes-128-gcm-16", "aes-192-gcm-8", "aes-192-gcm-12", "aes-192-gcm-16", "aes-256-gcm-8", "aes-256-gcm-12", "aes-256-gcm-16", "camellia-128-cbc", "camellia-128-ctr", "camellia-128-ccm-8", "camellia-128-ccm-12", "camellia-128-ccm-16", "camellia-192-cbc", "camellia-192-ctr", "camellia-192-ccm-8", "camellia-192-ccm-12", "camellia-192-ccm-16", "camellia-256-cbc", "camellia-256-ctr", "camellia-256-ccm-8", "camellia-256-ccm-12", "camellia-256-ccm-16"] }, $id: "leaf12" };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "aes-128-cbc" || data0 === "aes-192-cbc" || data0 === "aes-256-cbc" || data0 === "aes-128-ctr" || data0 === "aes-192-ctr" || data0 === "aes-256-ctr" || data0 === "aes-128-ccm-8" || data0 === "aes-128-ccm-12" || data0 === "aes-128-ccm-16" || data0 === "aes-192-ccm-8" || data0 === "aes-192-ccm-12" || data0 === "aes-192-ccm-16" || data0 === "aes-256-ccm-8" || data0 === "aes-256-ccm-12" || data0 === "aes-256-ccm-16" || data0 === "aes-128-gcm-8" || data0 === "aes-128-gcm-12" || data0 === "aes-128-gcm-16" || data0 === "aes-192-gcm-8" || data0 === "aes-192-gcm-12" || data0 === "aes-192-gcm-16" || data0 === "aes-256-gcm-8" || data0 === "aes-256-gcm-12" || data0 === "aes-256-gcm-16" || data0 === "camellia-128-cbc" || data0 === "camellia-128-ctr" || data0 === "camellia-128-ccm-8" || data0 === "camellia-128-ccm-12" || data0 === "camellia-128-ccm-16" || data0 === "camellia-192-cbc" || data0 === "camellia-192-ctr" || data0 === "camellia-192-ccm-8" || data0 === "camellia-192-ccm-12" || data0 === "camellia-192-ccm-16" || data0 === "camellia-256-cbc" || data0 === "camellia-256-ctr" || data0 === "camellia-256-ccm-8" || data0 === "camellia-256-ccm-12" || data0 === "camellia-256-ccm-16"))
        return validate22.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema23.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate22.errors = vErrors, errors === 0;
}
const leaf13 = validate23, schema24 = { items: { enum: ["aes-128-gcm-8", "aes-128-gcm-12", "aes-128-gcm-16", "aes-192-gcm-8", "aes-192-gcm-12", "aes-192-gcm-16", "aes-256-gcm-8", "aes-256-gcm-12", "aes-256-gcm-16", "aes-128-ctr", "aes-192-ctr", "aes-256-ctr", "aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-ccm-8", "aes-128-ccm-12", "aes-128-ccm-16", "aes-192-ccm-8", "aes-192-ccm-12", "aes-192-ccm-16", "aes-256-ccm-8", "aes-256-ccm-12", "aes-256-ccm-16"] }, $id: "leaf13" };
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "aes-128-gcm-8" || data0 === "aes-128-gcm-12" || data0 === "aes-128-gcm-16" || data0 === "aes-192-gcm-8" || data0 === "aes-192-gcm-12" || data0 === "aes-192-gcm-16" || data0 === "aes-256-gcm-8" || data0 === "aes-256-gcm-12" || data0 === "aes-256-gcm-16" || data0 === "aes-128-ctr" || data0 === "aes-192-ctr" || data0 === "aes-256-ctr" || data0 === "aes-128-cbc" || data0 === "aes-192-cbc" || data0 === "aes-256-cbc" || data0 === "aes-128-ccm-8" || data0 === "aes-128-ccm-12" || data0 === "aes-128-ccm-16" || data0 === "aes-192-ccm-8" || data0 === "aes-192-ccm-12" || data0 === "aes-192-ccm-16" || data0 === "aes-256-ccm-8" || data0 === "aes-256-ccm-12" || data0 === "aes-256-ccm-16"))
        return validate23.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema24.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate23.errors = vErrors, errors === 0;
}
const leaf14 = validate24, schema25 = { items: { enum: ["aes-256-cbc", "aes-256-gcm-16"] }, $id: "leaf14" };
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "aes-256-cbc" || data0 === "aes-256-gcm-16"))
        return validate24.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema25.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate24.errors = vErrors, errors === 0;
}
const leaf15 = validate25, schema26 = { items: { enum: ["aes-256-cbc"] }, $id: "leaf15" };
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs0 = errors;
      if (data[i0] !== "aes-256-cbc")
        return validate25.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema26.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate25.errors = vErrors, errors === 0;
}
const leaf16 = validate26, schema27 = { items: { enum: ["aes-256-gcm-16"] }, $id: "leaf16" };
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs0 = errors;
      if (data[i0] !== "aes-256-gcm-16")
        return validate26.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema27.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate26.errors = vErrors, errors === 0;
}
const leaf17 = validate27, schema28 = { items: { enum: ["hmac-sha2-256-128", "hmac-sha2-384-192", "hmac-sha2-512-256", "aes-cmac-96"] }, $id: "leaf17" };
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "hmac-sha2-256-128" || data0 === "hmac-sha2-384-192" || data0 === "hmac-sha2-512-256" || data0 === "aes-cmac-96"))
        return validate27.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema28.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate27.errors = vErrors, errors === 0;
}
const leaf18 = validate28, schema29 = { items: { enum: ["hmac-sha2-256-128", "hmac-sha2-384-192", "hmac-sha2-512-256"] }, $id: "leaf18" };
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "hmac-sha2-256-128" || data0 === "hmac-sha2-384-192" || data0 === "hmac-sha2-512-256"))
        return validate28.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema29.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate28.errors = vErrors, errors === 0;
}
const leaf19 = validate29, schema30 = { items: { enum: ["hmac-sha2-384-192", "hmac-sha2-512-256"] }, $id: "leaf19" };
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "hmac-sha2-384-192" || data0 === "hmac-sha2-512-256"))
        return validate29.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema30.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate29.errors = vErrors, errors === 0;
}
const leaf20 = validate30, schema31 = { items: { enum: ["prf-hmac-sha2-256", "prf-hmac-sha2-384", "prf-hmac-sha2-512"] }, $id: "leaf20" };
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "prf-hmac-sha2-256" || data0 === "prf-hmac-sha2-384" || data0 === "prf-hmac-sha2-512"))
        return validate30.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema31.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate30.errors = vErrors, errors === 0;
}
const leaf21 = validate31, schema32 = { items: { enum: ["prf-hmac-sha2-512", "prf-hmac-sha2-384"] }, $id: "leaf21" };
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === "prf-hmac-sha2-512" || data0 === "prf-hmac-sha2-384"))
        return validate31.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema32.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate31.errors = vErrors, errors === 0;
}
const leaf22 = validate32, schema33 = { items: { enum: [14, 15, 16, 17, 18, 19, 20, 21] }, $id: "leaf22" };
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === 14 || data0 === 15 || data0 === 16 || data0 === 17 || data0 === 18 || data0 === 19 || data0 === 20 || data0 === 21))
        return validate32.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema33.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate32.errors = vErrors, errors === 0;
}
const leaf23 = validate33, schema34 = { items: { enum: [16, 17, 18, 20, 21] }, $id: "leaf23" };
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === 16 || data0 === 17 || data0 === 18 || data0 === 20 || data0 === 21))
        return validate33.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema34.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate33.errors = vErrors, errors === 0;
}
const leaf24 = validate34, schema35 = { items: { enum: [20, 15, 16, 17, 18] }, $id: "leaf24" };
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    var valid0 = !0;
    const len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs0 = errors;
      if (!(data0 === 20 || data0 === 15 || data0 === 16 || data0 === 17 || data0 === 18))
        return validate34.errors = [{ instancePath: instancePath + "/" + i0, schemaPath: "#/items/enum", keyword: "enum", params: { allowedValues: schema35.items.enum } }], !1;
      var valid0 = _errs0 === errors;
      if (!valid0)
        break;
    }
  }
  return validate34.errors = vErrors, errors === 0;
}
const leaf25 = validate35, schema36 = { maxItems: 0, $id: "leaf25" };
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return Array.isArray(data) && data.length > 0 ? (validate35.errors = [{ instancePath, schemaPath: "#/maxItems", keyword: "maxItems", params: { limit: 0 } }], !1) : (validate35.errors = vErrors, errors === 0);
}
const leaf26 = validate36, schema37 = { minItems: 1, $id: "leaf26" };
function validate36(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return Array.isArray(data) && data.length < 1 ? (validate36.errors = [{ instancePath, schemaPath: "#/minItems", keyword: "minItems", params: { limit: 1 } }], !1) : (validate36.errors = vErrors, errors === 0);
}
const leaf27 = validate37, schema38 = { minimum: 1, maximum: 28800, $id: "leaf27" };
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "number" && isFinite(data)) {
    if (data > 28800 || isNaN(data))
      return validate37.errors = [{ instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 28800 } }], !1;
    if (data < 1 || isNaN(data))
      return validate37.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1;
  }
  return validate37.errors = vErrors, errors === 0;
}
const leaf28 = validate38, schema39 = { minimum: 1, maximum: 86400, $id: "leaf28" };
function validate38(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "number" && isFinite(data)) {
    if (data > 86400 || isNaN(data))
      return validate38.errors = [{ instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 86400 } }], !1;
    if (data < 1 || isNaN(data))
      return validate38.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1;
  }
  return validate38.errors = vErrors, errors === 0;
}
const leaf29 = validate39, schema40 = { minimum: 1, $id: "leaf29" };
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return typeof data == "number" && isFinite(data) && (data < 1 || isNaN(data)) ? (validate39.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } }], !1) : (validate39.errors = vErrors, errors === 0);
}
const leaf30 = validate40, schema41 = { minimum: 32, $id: "leaf30" };
function validate40(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  return typeof data == "number" && isFinite(data) && (data < 32 || isNaN(data)) ? (validate40.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 32 } }], !1) : (validate40.errors = vErrors, errors === 0);
}
const leaf31 = validate41, schema42 = { minimum: 5, maximum: 60, $id: "leaf31" };
function validate41(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (typeof data == "number" && isFinite(data)) {
    if (data > 60 || isNaN(data))
      return validate41.errors = [{ instancePath, schemaPath: "#/maximum", keyword: "maximum", params: { comparison: "<=", limit: 60 } }], !1;
    if (data < 5 || isNaN(data))
      return validate41.errors = [{ instancePath, schemaPath: "#/minimum", keyword: "minimum", params: { comparison: ">=", limit: 5 } }], !1;
  }
  return validate41.errors = vErrors, errors === 0;
}
const leaf32 = validate42, schema43 = { not: { const: "transport" }, $id: "leaf32" };
function validate42(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (data !== "transport") {
    const err0 = {};
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate42.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate42.errors = vErrors, errors === 0);
}
const leaf33 = validate43, schema44 = { not: { contains: { const: "hmac-md5-96" } }, $id: "leaf33" };
function validate43(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "hmac-md5-96") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate43.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate43.errors = vErrors, errors === 0);
}
const leaf34 = validate44, schema45 = { not: { contains: { const: "psk" } }, $id: "leaf34" };
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "psk") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate44.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate44.errors = vErrors, errors === 0);
}
const leaf35 = validate45, schema46 = { not: { contains: { enum: ["3des"] } }, $id: "leaf35" };
function validate45(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "3des") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate45.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate45.errors = vErrors, errors === 0);
}
const leaf36 = validate46, schema47 = { not: { contains: { enum: ["aes-128-gcm-8", "aes-256-gcm-8", "aes-128-gcm-12", "aes-256-gcm-12"] } }, $id: "leaf36" };
function validate46(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "aes-128-gcm-8" || data0 === "aes-256-gcm-8" || data0 === "aes-128-gcm-12" || data0 === "aes-256-gcm-12")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate46.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate46.errors = vErrors, errors === 0);
}
const leaf37 = validate47, schema48 = { not: { contains: { enum: ["aes-192-cbc", "aes-192-gcm-16"] } }, $id: "leaf37" };
function validate47(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "aes-192-cbc" || data0 === "aes-192-gcm-16")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate47.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate47.errors = vErrors, errors === 0);
}
const leaf38 = validate48, schema49 = { not: { contains: { enum: ["des", "3des", "null", "aes-128-gmac", "aes-192-gmac", "aes-256-gmac"] } }, $id: "leaf38" };
function validate48(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "des" || data0 === "3des" || data0 === "null" || data0 === "aes-128-gmac" || data0 === "aes-192-gmac" || data0 === "aes-256-gmac")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate48.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate48.errors = vErrors, errors === 0);
}
const leaf39 = validate49, schema50 = { not: { contains: { enum: ["des", "3des"] } }, $id: "leaf39" };
function validate49(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "des" || data0 === "3des")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate49.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate49.errors = vErrors, errors === 0);
}
const leaf40 = validate50, schema51 = { not: { contains: { enum: ["des", "blowfish-128", "blowfish-192", "blowfish-256"] } }, $id: "leaf40" };
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "des" || data0 === "blowfish-128" || data0 === "blowfish-192" || data0 === "blowfish-256")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate50.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate50.errors = vErrors, errors === 0);
}
const leaf41 = validate51, schema52 = { not: { contains: { enum: ["des", "null"] } }, $id: "leaf41" };
function validate51(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "des" || data0 === "null")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate51.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate51.errors = vErrors, errors === 0);
}
const leaf42 = validate52, schema53 = { not: { contains: { enum: ["des"] } }, $id: "leaf42" };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "des") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate52.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate52.errors = vErrors, errors === 0);
}
const leaf43 = validate53, schema54 = { not: { contains: { enum: ["hmac-md5-96", "hmac-md5-128"] } }, $id: "leaf43" };
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "hmac-md5-96" || data0 === "hmac-md5-128")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate53.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate53.errors = vErrors, errors === 0);
}
const leaf44 = validate54, schema55 = { not: { contains: { enum: ["hmac-md5-96"] } }, $id: "leaf44" };
function validate54(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "hmac-md5-96") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate54.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate54.errors = vErrors, errors === 0);
}
const leaf45 = validate55, schema56 = { not: { contains: { enum: ["hmac-sha1-96", "hmac-sha1-160"] } }, $id: "leaf45" };
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === "hmac-sha1-96" || data0 === "hmac-sha1-160")) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate55.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate55.errors = vErrors, errors === 0);
}
const leaf46 = validate56, schema57 = { not: { contains: { enum: ["prf-hmac-md5"] } }, $id: "leaf46" };
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "prf-hmac-md5") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate56.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate56.errors = vErrors, errors === 0);
}
const leaf47 = validate57, schema58 = { not: { contains: { enum: ["prf-hmac-sha1"] } }, $id: "leaf47" };
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      const _errs3 = errors;
      if (data[i0] !== "prf-hmac-sha1") {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate57.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate57.errors = vErrors, errors === 0);
}
const leaf48 = validate58, schema59 = { not: { contains: { enum: [1, 2, 22] } }, $id: "leaf48" };
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 1 || data0 === 2 || data0 === 22)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate58.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate58.errors = vErrors, errors === 0);
}
const leaf49 = validate59, schema60 = { not: { contains: { enum: [1, 2, 5, 22] } }, $id: "leaf49" };
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 1 || data0 === 2 || data0 === 5 || data0 === 22)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate59.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate59.errors = vErrors, errors === 0);
}
const leaf50 = validate60, schema61 = { not: { contains: { enum: [1, 2, 5, 24] } }, $id: "leaf50" };
function validate60(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 1 || data0 === 2 || data0 === 5 || data0 === 24)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate60.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate60.errors = vErrors, errors === 0);
}
const leaf51 = validate61, schema62 = { not: { contains: { enum: [1, 2, 5] } }, $id: "leaf51" };
function validate61(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 1 || data0 === 2 || data0 === 5)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate61.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate61.errors = vErrors, errors === 0);
}
const leaf52 = validate62, schema63 = { not: { contains: { enum: [1, 22] } }, $id: "leaf52" };
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 1 || data0 === 22)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate62.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate62.errors = vErrors, errors === 0);
}
const leaf53 = validate63, schema64 = { not: { contains: { enum: [2, 5, 23, 24] } }, $id: "leaf53" };
function validate63(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 2 || data0 === 5 || data0 === 23 || data0 === 24)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate63.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate63.errors = vErrors, errors === 0);
}
const leaf54 = validate64, schema65 = { not: { contains: { enum: [26, 27] } }, $id: "leaf54" };
function validate64(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  const _errs0 = errors, _errs1 = errors;
  if (Array.isArray(data)) {
    const _errs2 = errors, len0 = data.length;
    for (let i0 = 0; i0 < len0; i0++) {
      let data0 = data[i0];
      const _errs3 = errors;
      if (!(data0 === 26 || data0 === 27)) {
        const err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
      var valid1 = _errs3 === errors;
      if (valid1)
        break;
    }
    if (valid1)
      errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
    else {
      const err1 = {};
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
  }
  var valid0 = _errs1 === errors;
  return valid0 ? (validate64.errors = [{ instancePath, schemaPath: "#/not", keyword: "not", params: {} }], !1) : (errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null), validate64.errors = vErrors, errors === 0);
}

/** Compiled schemas of single values by their text. */
export const LEAVES = new Map([
  ["{\"const\":\"esp\"}", leaf0],
  ["{\"const\":\"pass\"}", leaf1],
  ["{\"const\":\"yes\"}", leaf2],
  ["{\"const\":2}", leaf3],
  ["{\"const\":false}", leaf4],
  ["{\"const\":true}", leaf5],
  ["{\"contains\":{\"enum\":[16,20]}}", leaf6],
  ["{\"enum\":[\"tunnel\"]}", leaf7],
  ["{\"enum\":[0,1]}", leaf8],
  ["{\"enum\":[0,2]}", leaf9],
  ["{\"items\":{\"enum\":[\"aes-128-cbc\",\"aes-128-ctr\",\"aes-128-ccm-8\",\"aes-128-ccm-12\",\"aes-128-ccm-16\",\"aes-128-gcm-8\",\"aes-128-gcm-12\",\"aes-128-gcm-16\",\"aes-192-cbc\",\"aes-192-ctr\",\"aes-192-ccm-8\",\"aes-192-ccm-12\",\"aes-192-ccm-16\",\"aes-192-gcm-8\",\"aes-192-gcm-12\",\"aes-192-gcm-16\",\"aes-256-cbc\",\"aes-256-ctr\",\"aes-256-ccm-8\",\"aes-256-ccm-12\",\"aes-256-ccm-16\",\"aes-256-gcm-8\",\"aes-256-gcm-12\",\"aes-256-gcm-16\",\"camellia-128-cbc\",\"camellia-128-ctr\",\"camellia-128-ccm-8\",\"camellia-128-ccm-12\",\"camellia-128-ccm-16\",\"camellia-192-cbc\",\"camellia-192-ctr\",\"camellia-192-ccm-8\",\"camellia-192-ccm-12\",\"camellia-192-ccm-16\",\"camellia-256-cbc\",\"camellia-256-ctr\",\"camellia-256-ccm-8\",\"camellia-256-ccm-12\",\"camellia-256-ccm-16\"]}}", leaf10],
  ["{\"items\":{\"enum\":[\"aes-128-cbc\",\"aes-128-ctr\",\"aes-128-ccm-8\",\"aes-128-ccm-12\",\"aes-128-ccm-16\",\"aes-128-gcm-8\",\"aes-128-gcm-12\",\"aes-128-gcm-16\",\"aes-192-cbc\",\"aes-192-ctr\",\"aes-192-ccm-8\",\"aes-192-ccm-12\",\"aes-192-ccm-16\",\"aes-192-gcm-8\",\"aes-192-gcm-12\",\"aes-192-gcm-16\",\"aes-256-cbc\",\"aes-256-ctr\",\"aes-256-ccm-8\",\"aes-256-ccm-12\",\"aes-256-ccm-16\",\"aes-256-gcm-8\",\"aes-256-gcm-12\",\"aes-256-gcm-16\"]}}", leaf11],
  ["{\"items\":{\"enum\":[\"aes-128-cbc\",\"aes-192-cbc\",\"aes-256-cbc\",\"aes-128-ctr\",\"aes-192-ctr\",\"aes-256-ctr\",\"aes-128-ccm-8\",\"aes-128-ccm-12\",\"aes-128-ccm-16\",\"aes-192-ccm-8\",\"aes-192-ccm-12\",\"aes-192-ccm-16\",\"aes-256-ccm-8\",\"aes-256-ccm-12\",\"aes-256-ccm-16\",\"aes-128-gcm-8\",\"aes-128-gcm-12\",\"aes-128-gcm-16\",\"aes-192-gcm-8\",\"aes-192-gcm-12\",\"aes-192-gcm-16\",\"aes-256-gcm-8\",\"aes-256-gcm-12\",\"aes-256-gcm-16\",\"camellia-128-cbc\",\"camellia-128-ctr\",\"camellia-128-ccm-8\",\"camellia-128-ccm-12\",\"camellia-128-ccm-16\",\"camellia-192-cbc\",\"camellia-192-ctr\",\"camellia-192-ccm-8\",\"camellia-192-ccm-12\",\"camellia-192-ccm-16\",\"camellia-256-cbc\",\"camellia-256-ctr\",\"camellia-256-ccm-8\",\"camellia-256-ccm-12\",\"camellia-256-ccm-16\"]}}", leaf12],
  ["{\"items\":{\"enum\":[\"aes-128-gcm-8\",\"aes-128-gcm-12\",\"aes-128-gcm-16\",\"aes-192-gcm-8\",\"aes-192-gcm-12\",\"aes-192-gcm-16\",\"aes-256-gcm-8\",\"aes-256-gcm-12\",\"aes-256-gcm-16\",\"aes-128-ctr\",\"aes-192-ctr\",\"aes-256-ctr\",\"aes-128-cbc\",\"aes-192-cbc\",\"aes-256-cbc\",\"aes-128-ccm-8\",\"aes-128-ccm-12\",\"aes-128-ccm-16\",\"aes-192-ccm-8\",\"aes-192-ccm-12\",\"aes-192-ccm-16\",\"aes-256-ccm-8\",\"aes-256-ccm-12\",\"aes-256-ccm-16\"]}}", leaf13],
  ["{\"items\":{\"enum\":[\"aes-256-cbc\",\"aes-256-gcm-16\"]}}", leaf14],
  ["{\"items\":{\"enum\":[\"aes-256-cbc\"]}}", leaf15],
  ["{\"items\":{\"enum\":[\"aes-256-gcm-16\"]}}", leaf16],
  ["{\"items\":{\"enum\":[\"hmac-sha2-256-128\",\"hmac-sha2-384-192\",\"hmac-sha2-512-256\",\"aes-cmac-96\"]}}", leaf17],
  ["{\"items\":{\"enum\":[\"hmac-sha2-256-128\",\"hmac-sha2-384-192\",\"hmac-sha2-512-256\"]}}", leaf18],
  ["{\"items\":{\"enum\":[\"hmac-sha2-384-192\",\"hmac-sha2-512-256\"]}}", leaf19],
  ["{\"items\":{\"enum\":[\"prf-hmac-sha2-256\",\"prf-hmac-sha2-384\",\"prf-hmac-sha2-512\"]}}", leaf20],
  ["{\"items\":{\"enum\":[\"prf-hmac-sha2-512\",\"prf-hmac-sha2-384\"]}}", leaf21],
  ["{\"items\":{\"enum\":[14,15,16,17,18,19,20,21]}}", leaf22],
  ["{\"items\":{\"enum\":[16,17,18,20,21]}}", leaf23],
  ["{\"items\":{\"enum\":[20,15,16,17,18]}}", leaf24],
  ["{\"maxItems\":0}", leaf25],
  ["{\"minItems\":1}", leaf26],
  ["{\"minimum\":1,\"maximum\":28800}", leaf27],
  ["{\"minimum\":1,\"maximum\":86400}", leaf28],
  ["{\"minimum\":1}", leaf29],
  ["{\"minimum\":32}", leaf30],
  ["{\"minimum\":5,\"maximum\":60}", leaf31],
  ["{\"not\":{\"const\":\"transport\"}}", leaf32],
  ["{\"not\":{\"contains\":{\"const\":\"hmac-md5-96\"}}}", leaf33],
  ["{\"not\":{\"contains\":{\"const\":\"psk\"}}}", leaf34],
  ["{\"not\":{\"contains\":{\"enum\":[\"3des\"]}}}", leaf35],
  ["{\"not\":{\"contains\":{\"enum\":[\"aes-128-gcm-8\",\"aes-256-gcm-8\",\"aes-128-gcm-12\",\"aes-256-gcm-12\"]}}}", leaf36],
  ["{\"not\":{\"contains\":{\"enum\":[\"aes-192-cbc\",\"aes-192-gcm-16\"]}}}", leaf37],
  ["{\"not\":{\"contains\":{\"enum\":[\"des\",\"3des\",\"null\",\"aes-128-gmac\",\"aes-192-gmac\",\"aes-256-gmac\"]}}}", leaf38],
  ["{\"not\":{\"contains\":{\"enum\":[\"des\",\"3des\"]}}}", leaf39],
  ["{\"not\":{\"contains\":{\"enum\":[\"des\",\"blowfish-128\",\"blowfish-192\",\"blowfish-256\"]}}}", leaf40],
  ["{\"not\":{\"contains\":{\"enum\":[\"des\",\"null\"]}}}", leaf41],
  ["{\"not\":{\"contains\":{\"enum\":[\"des\"]}}}", leaf42],
  ["{\"not\":{\"contains\":{\"enum\":[\"hmac-md5-96\",\"hmac-md5-128\"]}}}", leaf43],
  ["{\"not\":{\"contains\":{\"enum\":[\"hmac-md5-96\"]}}}", leaf44],
  ["{\"not\":{\"contains\":{\"enum\":[\"hmac-sha1-96\",\"hmac-sha1-160\"]}}}", leaf45],
  ["{\"not\":{\"contains\":{\"enum\":[\"prf-hmac-md5\"]}}}", leaf46],
  ["{\"not\":{\"contains\":{\"enum\":[\"prf-hmac-sha1\"]}}}", leaf47],
  ["{\"not\":{\"contains\":{\"enum\":[1,2,22]}}}", leaf48],
  ["{\"not\":{\"contains\":{\"enum\":[1,2,5,22]}}}", leaf49],
  ["{\"not\":{\"contains\":{\"enum\":[1,2,5,24]}}}", leaf50],
  ["{\"not\":{\"contains\":{\"enum\":[1,2,5]}}}", leaf51],
  ["{\"not\":{\"contains\":{\"enum\":[1,22]}}}", leaf52],
  ["{\"not\":{\"contains\":{\"enum\":[2,5,23,24]}}}", leaf53],
  ["{\"not\":{\"contains\":{\"enum\":[26,27]}}}", leaf54],
]);
