// Preloaded into the command line: directories are listed in the opposite order, as another file system might.
const fs = require('node:fs');

const listed = (entries) => entries.sort((a, b) => (String(a.name ?? a) < String(b.name ?? b) ? 1 : -1));
const { readdirSync, readdir } = fs;
const { readdir: promised } = fs.promises;
fs.readdirSync = (...words) => listed(readdirSync(...words));
fs.readdir = (...words) => {
  const done = words.pop();
  readdir(...words, (error, entries) => done(error, entries === undefined ? entries : listed(entries)));
};
fs.promises.readdir = async (...words) => listed(await promised(...words));
