// What may know what. `npm run check` fails on a circle of files, types included, and on an arrow that points the
// wrong way.
const apps = "^src/(phone|staff|board)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    { name: "circle", severity: "error", from: {}, to: { circular: true } },
    { name: "apps-know-no-other", severity: "error", from: { path: apps }, to: { path: apps, pathNot: "^src/$1/" } },
    { name: "ui-knows-no-app", severity: "error", from: { path: "^src/ui/" }, to: { path: apps } },
    {
      name: "shared-knows-no-screen",
      severity: "error",
      from: { path: "^src/shared/" },
      to: { path: `${apps}|^src/ui/` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js", ".css"] },
  },
};
