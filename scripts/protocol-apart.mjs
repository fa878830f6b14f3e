/** esbuild plugin: the packages of the language server are required from the file that the build makes of them, seen from bin/ or dist/. */
export const protocolApart = {
  name: 'protocol-apart',
  setup(build) {
    build.onResolve({ filter: /^vscode-languageserver/ }, () => ({
      path: '../dist/language-server-protocol.cjs',
      external: true,
    }));
  },
};
