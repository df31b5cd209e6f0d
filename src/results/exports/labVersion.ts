/** Version of the lab, stamped on what it exports; a test holds it to package.json. */
export const labVersion = '0.1.0';
