// What coordinators get besides: only pages of the desk load it.

import { cutter } from "./cutter.js";
import { quietForm } from "./desk.js";

quietForm();
cutter();
