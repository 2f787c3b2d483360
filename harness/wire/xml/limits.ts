/** The largest documents here are certificate chains and provisioning data, tens of KiB; the rest is room. */
export const MAX_XML_BYTES = 1024 * 1024;
/** SOAP with a signed ticket nests about a dozen deep. */
export const MAX_XML_DEPTH = 64;
/** Elements and runs of text in one document. */
export const MAX_XML_NODES = 20_000;
/** Attributes of one element, namespace declarations included. */
export const MAX_XML_ATTRIBUTES = 64;
