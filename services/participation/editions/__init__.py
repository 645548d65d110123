"""The paper edition (Art. 4.1b): what there is to do in a wijk in a month, for who does not look on a screen."""
