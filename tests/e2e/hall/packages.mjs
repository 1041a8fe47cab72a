/** The browser driver and axe live with the web's packages; the tests have none of their own. */
import { createRequire } from "node:module";

const require = createRequire(
  new URL("../../../web/package.json", import.meta.url),
);

export const { chromium } = require("playwright-core");
export const { default: AxeBuilder } = require("@axe-core/playwright");
