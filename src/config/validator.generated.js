// Generated from schemas/config-1.schema.json by scripts/generate-config-validator.mjs.
const validate = validate10;
var stdin_default = validate10;
const schema11 = { $schema: "http://json-schema.org/draft-07/schema#", $id: "https://ipsec-lint.dev/schemas/config-1.schema.json", title: "ipsec-lint configuration", description: "ipsec-lint.config.json or .yaml: what the configurations cannot say, and how bad each rule is.", type: "object", additionalProperties: !1, properties: { $schema: { type: "string" }, extends: { description: "Configuration files that this one builds on, relative to it. What comes later wins, this file last.", $ref: "#/definitions/strings" }, rules: { description: "Severity of rules and policies by id.", $ref: "#/definitions/rules" }, overrides: { description: "Other severities for some files or devices. Of several that fit, the last one that names the rule holds.", type: "array", items: { $ref: "#/definitions/override" } }, policies: { description: "Policy packs that every check goes by: ids of built-in packs, or files, relative to this file.", $ref: "#/definitions/strings" }, ignore: { description: "Globs of files and directories that are left out, relative to this file.", $ref: "#/definitions/strings" }, topology: { description: "The devices and what stands in front of them.", type: "object", additionalProperties: !1, properties: { devices: { description: "Devices by name.", type: "object", additionalProperties: { $ref: "#/definitions/device" } } } } }, definitions: { strings: { type: "array", items: { type: "string" } }, rules: { type: "object", additionalProperties: { enum: ["off", "info", "warning", "error"] } }, override: { description: "Holds for findings in the files, on the devices; where both are given, both have to fit.", type: "object", additionalProperties: !1, required: ["rules"], minProperties: 2, properties: { files: { description: "Globs, relative to this file.", $ref: "#/definitions/strings" }, devices: { description: "Names of devices, or globs of names.", $ref: "#/definitions/strings" }, rules: { $ref: "#/definitions/rules" } } }, device: { type: "object", additionalProperties: !1, properties: { files: { description: "Globs of its files, relative to the configuration file. All of them are one device.", $ref: "#/definitions/strings" }, addresses: { description: "The device's own addresses, the outside one first; empty: not known, or leased.", $ref: "#/definitions/strings" }, names: { description: "Host names that resolve to it.", $ref: "#/definitions/strings" }, version: { description: "Release: 15.2, 17.12 (IOS); 5.9, 6.0 (strongSwan).", type: "string" }, outside: { description: "The interface that faces the peers.", type: "string" }, nat: { $ref: "#/definitions/nat" } } }, nat: { description: "The NAT in front of the device.", type: "object", additionalProperties: !1, required: ["kind"], properties: { kind: { description: "none; static: 1:1; napt: source ports are rewritten, nothing comes in; forward: a napt that forwards the listed ports.", enum: ["none", "static", "napt", "forward"] }, public: { description: "Its public address.", type: "string" }, ports: { description: "What a forward lets in.", type: "array", items: { enum: ["udp/500", "udp/4500", "esp", "ah"] } } } } } }, schema12 = { type: "array", items: { type: "string" } }, schema13 = { type: "object", additionalProperties: { enum: ["off", "info", "warning", "error"] } }, func0 = Object.prototype.hasOwnProperty, schema14 = { description: "Holds for findings in the files, on the devices; where both are given, both have to fit.", type: "object", additionalProperties: !1, required: ["rules"], minProperties: 2, properties: { files: { description: "Globs, relative to this file.", $ref: "#/definitions/strings" }, devices: { description: "Names of devices, or globs of names.", $ref: "#/definitions/strings" }, rules: { $ref: "#/definitions/rules" } } };
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (Object.keys(data).length < 2) {
      const err0 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 2 }, schema: 2, parentSchema: schema14, data };
      vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
    }
    if (data.rules === void 0 || !func0.call(data, "rules")) {
      const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "rules" }, schema: schema14.required, parentSchema: schema14, data };
      vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
    }
    for (const key0 of Object.keys(data))
      if (!(key0 === "files" || key0 === "devices" || key0 === "rules")) {
        const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: !1, parentSchema: schema14, data };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    if (data.files !== void 0 && func0.call(data, "files")) {
      let data0 = data.files;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 != "string") {
            const err3 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data1 };
            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data0 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.devices !== void 0 && func0.call(data, "devices")) {
      let data2 = data.devices;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 != "string") {
            const err5 = { instancePath: instancePath + "/devices/" + i1, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data3 };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/devices", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data2 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.rules !== void 0 && func0.call(data, "rules")) {
      let data4 = data.rules;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4))
        for (const key1 of Object.keys(data4)) {
          let data5 = data4[key1];
          if (!(data5 === "off" || data5 === "info" || data5 === "warning" || data5 === "error")) {
            const err7 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/definitions/rules/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema13.additionalProperties.enum }, schema: schema13.additionalProperties.enum, parentSchema: schema13.additionalProperties, data: data5 };
            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
          }
        }
      else {
        const err8 = { instancePath: instancePath + "/rules", schemaPath: "#/definitions/rules/type", keyword: "type", params: { type: "object" }, schema: schema13.type, parentSchema: schema13, data: data4 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
  } else {
    const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema14.type, parentSchema: schema14, data };
    vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
  }
  return validate11.errors = vErrors, errors === 0;
}
const schema20 = { type: "object", additionalProperties: !1, properties: { files: { description: "Globs of its files, relative to the configuration file. All of them are one device.", $ref: "#/definitions/strings" }, addresses: { description: "The device's own addresses, the outside one first; empty: not known, or leased.", $ref: "#/definitions/strings" }, names: { description: "Host names that resolve to it.", $ref: "#/definitions/strings" }, version: { description: "Release: 15.2, 17.12 (IOS); 5.9, 6.0 (strongSwan).", type: "string" }, outside: { description: "The interface that faces the peers.", type: "string" }, nat: { $ref: "#/definitions/nat" } } }, schema24 = { description: "The NAT in front of the device.", type: "object", additionalProperties: !1, required: ["kind"], properties: { kind: { description: "none; static: 1:1; napt: source ports are rewritten, nothing comes in; forward: a napt that forwards the listed ports.", enum: ["none", "static", "napt", "forward"] }, public: { description: "Its public address.", type: "string" }, ports: { description: "What a forward lets in.", type: "array", items: { enum: ["udp/500", "udp/4500", "esp", "ah"] } } } };
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data))
      if (!(key0 === "files" || key0 === "addresses" || key0 === "names" || key0 === "version" || key0 === "outside" || key0 === "nat")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: !1, parentSchema: schema20, data };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.files !== void 0 && func0.call(data, "files")) {
      let data0 = data.files;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 != "string") {
            const err1 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data1 };
            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
          }
        }
      } else {
        const err2 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data0 };
        vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
      }
    }
    if (data.addresses !== void 0 && func0.call(data, "addresses")) {
      let data2 = data.addresses;
      if (Array.isArray(data2)) {
        const len1 = data2.length;
        for (let i1 = 0; i1 < len1; i1++) {
          let data3 = data2[i1];
          if (typeof data3 != "string") {
            const err3 = { instancePath: instancePath + "/addresses/" + i1, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data3 };
            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/addresses", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data2 };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
    }
    if (data.names !== void 0 && func0.call(data, "names")) {
      let data4 = data.names;
      if (Array.isArray(data4)) {
        const len2 = data4.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data5 = data4[i2];
          if (typeof data5 != "string") {
            const err5 = { instancePath: instancePath + "/names/" + i2, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data5 };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/names", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data4 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.version !== void 0 && func0.call(data, "version")) {
      let data6 = data.version;
      if (typeof data6 != "string") {
        const err7 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" }, schema: schema20.properties.version.type, parentSchema: schema20.properties.version, data: data6 };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    }
    if (data.outside !== void 0 && func0.call(data, "outside")) {
      let data7 = data.outside;
      if (typeof data7 != "string") {
        const err8 = { instancePath: instancePath + "/outside", schemaPath: "#/properties/outside/type", keyword: "type", params: { type: "string" }, schema: schema20.properties.outside.type, parentSchema: schema20.properties.outside, data: data7 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.nat !== void 0 && func0.call(data, "nat")) {
      let data8 = data.nat;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.kind === void 0 || !func0.call(data8, "kind")) {
          const err9 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/required", keyword: "required", params: { missingProperty: "kind" }, schema: schema24.required, parentSchema: schema24, data: data8 };
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        for (const key1 of Object.keys(data8))
          if (!(key1 === "kind" || key1 === "public" || key1 === "ports")) {
            const err10 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: !1, parentSchema: schema24, data: data8 };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        if (data8.kind !== void 0 && func0.call(data8, "kind")) {
          let data9 = data8.kind;
          if (!(data9 === "none" || data9 === "static" || data9 === "napt" || data9 === "forward")) {
            const err11 = { instancePath: instancePath + "/nat/kind", schemaPath: "#/definitions/nat/properties/kind/enum", keyword: "enum", params: { allowedValues: schema24.properties.kind.enum }, schema: schema24.properties.kind.enum, parentSchema: schema24.properties.kind, data: data9 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        }
        if (data8.public !== void 0 && func0.call(data8, "public")) {
          let data10 = data8.public;
          if (typeof data10 != "string") {
            const err12 = { instancePath: instancePath + "/nat/public", schemaPath: "#/definitions/nat/properties/public/type", keyword: "type", params: { type: "string" }, schema: schema24.properties.public.type, parentSchema: schema24.properties.public, data: data10 };
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
        if (data8.ports !== void 0 && func0.call(data8, "ports")) {
          let data11 = data8.ports;
          if (Array.isArray(data11)) {
            const len3 = data11.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data12 = data11[i3];
              if (!(data12 === "udp/500" || data12 === "udp/4500" || data12 === "esp" || data12 === "ah")) {
                const err13 = { instancePath: instancePath + "/nat/ports/" + i3, schemaPath: "#/definitions/nat/properties/ports/items/enum", keyword: "enum", params: { allowedValues: schema24.properties.ports.items.enum }, schema: schema24.properties.ports.items.enum, parentSchema: schema24.properties.ports.items, data: data12 };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
              }
            }
          } else {
            const err14 = { instancePath: instancePath + "/nat/ports", schemaPath: "#/definitions/nat/properties/ports/type", keyword: "type", params: { type: "array" }, schema: schema24.properties.ports.type, parentSchema: schema24.properties.ports, data: data11 };
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/type", keyword: "type", params: { type: "object" }, schema: schema24.type, parentSchema: schema24, data: data8 };
        vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
      }
    }
  } else {
    const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema20.type, parentSchema: schema20, data };
    vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
  }
  return validate13.errors = vErrors, errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data))
      if (!(key0 === "$schema" || key0 === "extends" || key0 === "rules" || key0 === "overrides" || key0 === "policies" || key0 === "ignore" || key0 === "topology")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: !1, parentSchema: schema11, data };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.$schema !== void 0 && func0.call(data, "$schema")) {
      let data0 = data.$schema;
      if (typeof data0 != "string") {
        const err1 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" }, schema: schema11.properties.$schema.type, parentSchema: schema11.properties.$schema, data: data0 };
        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
      }
    }
    if (data.extends !== void 0 && func0.call(data, "extends")) {
      let data1 = data.extends;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (typeof data2 != "string") {
            const err2 = { instancePath: instancePath + "/extends/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data2 };
            vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
          }
        }
      } else {
        const err3 = { instancePath: instancePath + "/extends", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data1 };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
    }
    if (data.rules !== void 0 && func0.call(data, "rules")) {
      let data3 = data.rules;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3))
        for (const key1 of Object.keys(data3)) {
          let data4 = data3[key1];
          if (!(data4 === "off" || data4 === "info" || data4 === "warning" || data4 === "error")) {
            const err4 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/definitions/rules/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema13.additionalProperties.enum }, schema: schema13.additionalProperties.enum, parentSchema: schema13.additionalProperties, data: data4 };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        }
      else {
        const err5 = { instancePath: instancePath + "/rules", schemaPath: "#/definitions/rules/type", keyword: "type", params: { type: "object" }, schema: schema13.type, parentSchema: schema13, data: data3 };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
    }
    if (data.overrides !== void 0 && func0.call(data, "overrides")) {
      let data5 = data.overrides;
      if (Array.isArray(data5)) {
        const len1 = data5.length;
        for (let i1 = 0; i1 < len1; i1++)
          validate11(data5[i1], { instancePath: instancePath + "/overrides/" + i1, parentData: data5, parentDataProperty: i1, rootData }) || (vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors), errors = vErrors.length);
      } else {
        const err6 = { instancePath: instancePath + "/overrides", schemaPath: "#/properties/overrides/type", keyword: "type", params: { type: "array" }, schema: schema11.properties.overrides.type, parentSchema: schema11.properties.overrides, data: data5 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.policies !== void 0 && func0.call(data, "policies")) {
      let data7 = data.policies;
      if (Array.isArray(data7)) {
        const len2 = data7.length;
        for (let i2 = 0; i2 < len2; i2++) {
          let data8 = data7[i2];
          if (typeof data8 != "string") {
            const err7 = { instancePath: instancePath + "/policies/" + i2, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data8 };
            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
          }
        }
      } else {
        const err8 = { instancePath: instancePath + "/policies", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data7 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.ignore !== void 0 && func0.call(data, "ignore")) {
      let data9 = data.ignore;
      if (Array.isArray(data9)) {
        const len3 = data9.length;
        for (let i3 = 0; i3 < len3; i3++) {
          let data10 = data9[i3];
          if (typeof data10 != "string") {
            const err9 = { instancePath: instancePath + "/ignore/" + i3, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema12.items.type, parentSchema: schema12.items, data: data10 };
            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
          }
        }
      } else {
        const err10 = { instancePath: instancePath + "/ignore", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema12.type, parentSchema: schema12, data: data9 };
        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
      }
    }
    if (data.topology !== void 0 && func0.call(data, "topology")) {
      let data11 = data.topology;
      if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
        for (const key2 of Object.keys(data11))
          if (key2 !== "devices") {
            const err11 = { instancePath: instancePath + "/topology", schemaPath: "#/properties/topology/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, schema: !1, parentSchema: schema11.properties.topology, data: data11 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        if (data11.devices !== void 0 && func0.call(data11, "devices")) {
          let data12 = data11.devices;
          if (data12 && typeof data12 == "object" && !Array.isArray(data12))
            for (const key3 of Object.keys(data12))
              validate13(data12[key3], { instancePath: instancePath + "/topology/devices/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data12, parentDataProperty: key3, rootData }) || (vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors), errors = vErrors.length);
          else {
            const err12 = { instancePath: instancePath + "/topology/devices", schemaPath: "#/properties/topology/properties/devices/type", keyword: "type", params: { type: "object" }, schema: schema11.properties.topology.properties.devices.type, parentSchema: schema11.properties.topology.properties.devices, data: data12 };
            vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
          }
        }
      } else {
        const err13 = { instancePath: instancePath + "/topology", schemaPath: "#/properties/topology/type", keyword: "type", params: { type: "object" }, schema: schema11.properties.topology.type, parentSchema: schema11.properties.topology, data: data11 };
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    }
  } else {
    const err14 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema11.type, parentSchema: schema11, data };
    vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
  }
  return validate10.errors = vErrors, errors === 0;
}
export {
  stdin_default as default,
  validate
};
