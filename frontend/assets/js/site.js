// What a script adds to pages that work without one: suggestions, copying, a place nearby, reading aloud, and keeping
// pages for when there is no connection.

import { copyButtons } from "./copy.js";
import { keptPages, keepPages } from "./keeping.js";
import { nearby } from "./nearby.js";
import { readAloud } from "./read_aloud.js";
import { suggestions } from "./suggestions.js";

copyButtons();
suggestions();
nearby();
readAloud();
keepPages();
keptPages();
