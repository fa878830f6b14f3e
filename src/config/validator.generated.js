// Generated from schemas/config-1.schema.json by scripts/generate-config-validator.mjs.
const validate = validate10;
var stdin_default = validate10;
const schema11 = { $schema: "http://json-schema.org/draft-07/schema#", $id: "https://ipsec-lint.dev/schemas/config-1.schema.json", title: "ipsec-lint configuration", description: "ipsec-lint.config.json or .yaml: what the configurations cannot say, and how bad each rule is.", type: "object", additionalProperties: !1, properties: { $schema: { type: "string" }, rules: { description: "Severity of rules by id.", type: "object", additionalProperties: { enum: ["off", "info", "warning", "error"] } }, topology: { description: "The devices and what stands in front of them.", type: "object", additionalProperties: !1, properties: { devices: { description: "Devices by name.", type: "object", additionalProperties: { $ref: "#/definitions/device" } } } } }, definitions: { strings: { type: "array", items: { type: "string" } }, device: { type: "object", additionalProperties: !1, properties: { files: { description: "Globs of its files, relative to the configuration file. All of them are one device.", $ref: "#/definitions/strings" }, addresses: { description: "The device's own addresses, the outside one first; empty: not known, or leased.", $ref: "#/definitions/strings" }, names: { description: "Host names that resolve to it.", $ref: "#/definitions/strings" }, version: { description: "Release: 15.2, 17.12 (IOS); 5.9, 6.0 (strongSwan).", type: "string" }, outside: { description: "The interface that faces the peers.", type: "string" }, nat: { $ref: "#/definitions/nat" } } }, nat: { description: "The NAT in front of the device.", type: "object", additionalProperties: !1, required: ["kind"], properties: { kind: { description: "none; static: 1:1; napt: source ports are rewritten, nothing comes in; forward: a napt that forwards the listed ports.", enum: ["none", "static", "napt", "forward"] }, public: { description: "Its public address.", type: "string" }, ports: { description: "What a forward lets in.", type: "array", items: { enum: ["udp/500", "udp/4500", "esp", "ah"] } } } } } }, func0 = Object.prototype.hasOwnProperty, schema12 = { type: "object", additionalProperties: !1, properties: { files: { description: "Globs of its files, relative to the configuration file. All of them are one device.", $ref: "#/definitions/strings" }, addresses: { description: "The device's own addresses, the outside one first; empty: not known, or leased.", $ref: "#/definitions/strings" }, names: { description: "Host names that resolve to it.", $ref: "#/definitions/strings" }, version: { description: "Release: 15.2, 17.12 (IOS); 5.9, 6.0 (strongSwan).", type: "string" }, outside: { description: "The interface that faces the peers.", type: "string" }, nat: { $ref: "#/definitions/nat" } } }, schema13 = { type: "array", items: { type: "string" } }, schema16 = { description: "The NAT in front of the device.", type: "object", additionalProperties: !1, required: ["kind"], properties: { kind: { description: "none; static: 1:1; napt: source ports are rewritten, nothing comes in; forward: a napt that forwards the listed ports.", enum: ["none", "static", "napt", "forward"] }, public: { description: "Its public address.", type: "string" }, ports: { description: "What a forward lets in.", type: "array", items: { enum: ["udp/500", "udp/4500", "esp", "ah"] } } } };
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data))
      if (!(key0 === "files" || key0 === "addresses" || key0 === "names" || key0 === "version" || key0 === "outside" || key0 === "nat")) {
        const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 }, schema: !1, parentSchema: schema12, data };
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      }
    if (data.files !== void 0 && func0.call(data, "files")) {
      let data0 = data.files;
      if (Array.isArray(data0)) {
        const len0 = data0.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data1 = data0[i0];
          if (typeof data1 != "string") {
            const err1 = { instancePath: instancePath + "/files/" + i0, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema13.items.type, parentSchema: schema13.items, data: data1 };
            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
          }
        }
      } else {
        const err2 = { instancePath: instancePath + "/files", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema13.type, parentSchema: schema13, data: data0 };
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
            const err3 = { instancePath: instancePath + "/addresses/" + i1, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema13.items.type, parentSchema: schema13.items, data: data3 };
            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
          }
        }
      } else {
        const err4 = { instancePath: instancePath + "/addresses", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema13.type, parentSchema: schema13, data: data2 };
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
            const err5 = { instancePath: instancePath + "/names/" + i2, schemaPath: "#/definitions/strings/items/type", keyword: "type", params: { type: "string" }, schema: schema13.items.type, parentSchema: schema13.items, data: data5 };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/names", schemaPath: "#/definitions/strings/type", keyword: "type", params: { type: "array" }, schema: schema13.type, parentSchema: schema13, data: data4 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
    if (data.version !== void 0 && func0.call(data, "version")) {
      let data6 = data.version;
      if (typeof data6 != "string") {
        const err7 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" }, schema: schema12.properties.version.type, parentSchema: schema12.properties.version, data: data6 };
        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
      }
    }
    if (data.outside !== void 0 && func0.call(data, "outside")) {
      let data7 = data.outside;
      if (typeof data7 != "string") {
        const err8 = { instancePath: instancePath + "/outside", schemaPath: "#/properties/outside/type", keyword: "type", params: { type: "string" }, schema: schema12.properties.outside.type, parentSchema: schema12.properties.outside, data: data7 };
        vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
      }
    }
    if (data.nat !== void 0 && func0.call(data, "nat")) {
      let data8 = data.nat;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
        if (data8.kind === void 0 || !func0.call(data8, "kind")) {
          const err9 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/required", keyword: "required", params: { missingProperty: "kind" }, schema: schema16.required, parentSchema: schema16, data: data8 };
          vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
        }
        for (const key1 of Object.keys(data8))
          if (!(key1 === "kind" || key1 === "public" || key1 === "ports")) {
            const err10 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key1 }, schema: !1, parentSchema: schema16, data: data8 };
            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
          }
        if (data8.kind !== void 0 && func0.call(data8, "kind")) {
          let data9 = data8.kind;
          if (!(data9 === "none" || data9 === "static" || data9 === "napt" || data9 === "forward")) {
            const err11 = { instancePath: instancePath + "/nat/kind", schemaPath: "#/definitions/nat/properties/kind/enum", keyword: "enum", params: { allowedValues: schema16.properties.kind.enum }, schema: schema16.properties.kind.enum, parentSchema: schema16.properties.kind, data: data9 };
            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
          }
        }
        if (data8.public !== void 0 && func0.call(data8, "public")) {
          let data10 = data8.public;
          if (typeof data10 != "string") {
            const err12 = { instancePath: instancePath + "/nat/public", schemaPath: "#/definitions/nat/properties/public/type", keyword: "type", params: { type: "string" }, schema: schema16.properties.public.type, parentSchema: schema16.properties.public, data: data10 };
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
                const err13 = { instancePath: instancePath + "/nat/ports/" + i3, schemaPath: "#/definitions/nat/properties/ports/items/enum", keyword: "enum", params: { allowedValues: schema16.properties.ports.items.enum }, schema: schema16.properties.ports.items.enum, parentSchema: schema16.properties.ports.items, data: data12 };
                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
              }
            }
          } else {
            const err14 = { instancePath: instancePath + "/nat/ports", schemaPath: "#/definitions/nat/properties/ports/type", keyword: "type", params: { type: "array" }, schema: schema16.properties.ports.type, parentSchema: schema16.properties.ports, data: data11 };
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          }
        }
      } else {
        const err15 = { instancePath: instancePath + "/nat", schemaPath: "#/definitions/nat/type", keyword: "type", params: { type: "object" }, schema: schema16.type, parentSchema: schema16, data: data8 };
        vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
      }
    }
  } else {
    const err16 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema12.type, parentSchema: schema12, data };
    vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
  }
  return validate11.errors = vErrors, errors === 0;
}
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 of Object.keys(data))
      if (!(key0 === "$schema" || key0 === "rules" || key0 === "topology")) {
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
    if (data.rules !== void 0 && func0.call(data, "rules")) {
      let data1 = data.rules;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1))
        for (const key1 of Object.keys(data1)) {
          let data2 = data1[key1];
          if (!(data2 === "off" || data2 === "info" || data2 === "warning" || data2 === "error")) {
            const err2 = { instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/rules/additionalProperties/enum", keyword: "enum", params: { allowedValues: schema11.properties.rules.additionalProperties.enum }, schema: schema11.properties.rules.additionalProperties.enum, parentSchema: schema11.properties.rules.additionalProperties, data: data2 };
            vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
          }
        }
      else {
        const err3 = { instancePath: instancePath + "/rules", schemaPath: "#/properties/rules/type", keyword: "type", params: { type: "object" }, schema: schema11.properties.rules.type, parentSchema: schema11.properties.rules, data: data1 };
        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
      }
    }
    if (data.topology !== void 0 && func0.call(data, "topology")) {
      let data3 = data.topology;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
        for (const key2 of Object.keys(data3))
          if (key2 !== "devices") {
            const err4 = { instancePath: instancePath + "/topology", schemaPath: "#/properties/topology/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key2 }, schema: !1, parentSchema: schema11.properties.topology, data: data3 };
            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
          }
        if (data3.devices !== void 0 && func0.call(data3, "devices")) {
          let data4 = data3.devices;
          if (data4 && typeof data4 == "object" && !Array.isArray(data4))
            for (const key3 of Object.keys(data4))
              validate11(data4[key3], { instancePath: instancePath + "/topology/devices/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data4, parentDataProperty: key3, rootData }) || (vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors), errors = vErrors.length);
          else {
            const err5 = { instancePath: instancePath + "/topology/devices", schemaPath: "#/properties/topology/properties/devices/type", keyword: "type", params: { type: "object" }, schema: schema11.properties.topology.properties.devices.type, parentSchema: schema11.properties.topology.properties.devices, data: data4 };
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
        }
      } else {
        const err6 = { instancePath: instancePath + "/topology", schemaPath: "#/properties/topology/type", keyword: "type", params: { type: "object" }, schema: schema11.properties.topology.type, parentSchema: schema11.properties.topology, data: data3 };
        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
      }
    }
  } else {
    const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, schema: schema11.type, parentSchema: schema11, data };
    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
  }
  return validate10.errors = vErrors, errors === 0;
}
export {
  stdin_default as default,
  validate
};
